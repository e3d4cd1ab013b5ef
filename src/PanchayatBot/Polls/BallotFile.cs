using System.Security.Cryptography;
using System.Text;
using PanchayatBot.Content;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>All ballots of a vote as a file that anybody can recount: comma-separated, a few lines on what was asked, then a line for each ballot in
/// random order with a number for each option. Written and read line by line, however long it is.</summary>
public static class BallotFile
{
    private const string Heading = "panchayatbot-ballots,1";

    /// <summary>Writes the ballots that came by phone.</summary>
    /// <returns>The file's SHA-256, in small hexadecimal letters.</returns>
    public static async Task<string> WriteAsync(Db db, Poll poll, Stream to, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var line in LinesAsync(db, poll))
        {
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            hash.AppendData(bytes);
            await to.WriteAsync(bytes, cancellation);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The SHA-256 that the file has.</summary>
    public static Task<string> HashAsync(Db db, Poll poll) => WriteAsync(db, poll, Stream.Null, CancellationToken.None);

    /// <summary>Counts a file.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or a line is no vote; the message names the line.</exception>
    public static async Task<Recount> RecountAsync(Stream from, CancellationToken cancellation)
    {
        using var hash = new HashingStream(from);
        using var reader = new StreamReader(hash, Encoding.UTF8);
        var number = 0;
        async Task<string> FieldAsync(string name) => await LineAsync() is { } line && line.StartsWith(name + ",", StringComparison.Ordinal)
            ? line[(name.Length + 1)..]
            : throw new InvalidDataException($"Line {number} should begin with \"{name},\": this is no file of ballots.");
        async Task<string?> LineAsync()
        {
            number++;
            return await reader.ReadLineAsync(cancellation);
        }

        if (await LineAsync() != Heading)
            throw new InvalidDataException($"The first line should be \"{Heading}\": this is no file of ballots.");
        var poll = await FieldAsync("poll");
        var question = Unquoted(await FieldAsync("question"));
        if (!Enum.TryParse<PollKind>(await FieldAsync("kind"), out var kind) || !int.TryParse(await FieldAsync("most"), out var most)
            || !int.TryParse(await FieldAsync("options"), out var count) || count is < 2 or > Ballot.MostOptions)
            throw new InvalidDataException($"Line {number} does not name a kind of vote with its options.");
        var options = new List<string>();
        for (var i = 0; i < count; i++)
            options.Add(Unquoted(await FieldAsync("option")));
        var ballots = new Dictionary<Ballot, long>();
        while (await LineAsync() is { } line)
        {
            var ballot = Ballot.Parse(kind, most, count, line) ?? throw new InvalidDataException($"Line {number} is no vote in such a poll.");
            ballots[ballot] = ballots.GetValueOrDefault(ballot) + 1;
        }

        return new Recount(poll, kind, question, options, BallotCount.Of(kind, count, ballots.Select(one => (one.Key, one.Value))), hash.Finish());
    }

    private static async IAsyncEnumerable<string> LinesAsync(Db db, Poll poll)
    {
        var content = poll.Content;
        yield return Heading;
        yield return FormattableString.Invariant($"poll,{poll.Id}");
        yield return "question," + Spreadsheet.Quoted(content.Question.Hindi.ReplaceLineEndings(" "));
        yield return $"kind,{content.Kind}";
        yield return FormattableString.Invariant($"most,{content.Most}");
        yield return FormattableString.Invariant($"options,{content.Options.Count}");
        foreach (var option in content.Options)
            yield return "option," + Spreadsheet.Quoted(option.Hindi.ReplaceLineEndings(" "));
        await foreach (var ballot in BallotBox.ReadAsync(db, poll.Id))
            yield return ballot;
    }

    private static string Unquoted(string cell) => cell is ['"', .., '"'] ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;

    /// <summary>Hashes what is read through it.</summary>
    private sealed class HashingStream(Stream from) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = from.Read(buffer, offset, count);
            _hash.AppendData(buffer, offset, read);
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await from.ReadAsync(buffer, cancellationToken);
            _hash.AppendData(buffer.Span[..read]);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>What a recount found.</summary>
/// <param name="Poll">The number that the file names.</param>
/// <param name="Kind">The kind of vote.</param>
/// <param name="Question">What was asked, in Hindi.</param>
/// <param name="Options">The options, in Hindi.</param>
/// <param name="Tally">The count.</param>
/// <param name="Hash">SHA-256 of the file.</param>
public sealed record Recount(string Poll, PollKind Kind, string Question, IReadOnlyList<string> Options, Tally Tally, string Hash);
