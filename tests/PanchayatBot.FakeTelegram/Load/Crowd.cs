namespace PanchayatBot.FakeTelegram.Load;

/// <summary>
/// Many people who each do one thing after another and wait for the answer. Counts answers, and messages that nobody waited for:
/// a duplicate repeats the last answer word for word, an extra says something else.
/// </summary>
internal sealed class Crowd
{
    private const long FirstUser = 1_000_000;

    private readonly FakeBot _bot;
    private readonly TimeProvider _time;
    private readonly Seat[] _seats;
    private readonly Lock _gate = new();
    private readonly List<double> _latencies = new(1 << 18);

    public Crowd(FakeBot bot, TimeProvider time, int size)
    {
        (_bot, _time) = (bot, time);
        _seats = new Seat[size];
        bot.Accepted += OnAccepted;
    }

    /// <summary>Is called when somebody got their answer, with their number, on the thread that serves the bot.</summary>
    public Action<int>? Answered { get; set; }

    public int Size => _seats.Length;

    public int AskedCount { get; private set; }

    public int AnsweredCount { get; private set; }

    public int Duplicates { get; private set; }

    public int Extras { get; private set; }

    /// <summary>People who still wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return AskedCount - AnsweredCount;
        }
    }

    /// <summary>From the act to its first answer, in milliseconds, sorted.</summary>
    public double[] SortedLatencies()
    {
        lock (_gate)
            return [.. _latencies.Order()];
    }

    /// <summary>Begins to count anew. Nobody may be waiting.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            (AskedCount, AnsweredCount, Duplicates, Extras) = (0, 0, 0, 0);
            _latencies.Clear();
        }
    }

    public bool IsWaiting(int who)
    {
        lock (_gate)
            return _seats[who].Since is not null;
    }

    /// <summary>Lets somebody act who does not wait.</summary>
    /// <param name="who">Their number, from 0.</param>
    /// <param name="step">What they write, or <c>press:</c> and the label or data of a button.</param>
    /// <param name="since">Timestamp from which their wait counts; now when left out.</param>
    public void Act(int who, string step, long? since = null)
    {
        lock (_gate)
        {
            _seats[who].Since = since ?? _time.GetTimestamp();
            AskedCount++;
        }

        var user = FirstUser + who;
        var heard = step.StartsWith("press:", StringComparison.Ordinal) ? _bot.Press(user, step["press:".Length..]) : _bot.SendText(user, step);
        if (heard is null)
            throw new InvalidOperationException($"The bot's allowed_updates keep \"{step}\" from it.");
    }

    private void OnAccepted(Send send)
    {
        var who = (int)(send.Message.Chat - FirstUser);
        if (who < 0 || who >= _seats.Length)
            return;
        lock (_gate)
        {
            ref var seat = ref _seats[who];
            if (seat.Since is not { } since)
            {
                if (seat.LastAnswer == send.Message.Text)
                    Duplicates++;
                else
                    Extras++;
                seat.LastAnswer = send.Message.Text;
                return;
            }

            _latencies.Add(_time.GetElapsedTime(since).TotalMilliseconds);
            AnsweredCount++;
            seat.Since = null;
            seat.LastAnswer = send.Message.Text;
        }

        Answered?.Invoke(who);
    }

    private struct Seat
    {
        public long? Since;
        public string? LastAnswer;
    }
}
