using CsCheck;
using PanchayatBot.FakeTelegram;
using PanchayatBot.FakeTelegram.Load;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace PanchayatBot.Tests.Channels.Telegram;

// What goes wrong, and what is counted.
public sealed partial class FakeTelegramTests
{
    [Fact]
    public async Task Limits_ask_for_patience_and_haste_is_written_down()
    {
        await RestartAsync(new FakeTelegramOptions { Time = _clock, Limits = new FloodLimits(PerSecond: 30, PerChatPerSecond: 1, PerChatBurst: 2, PerGroupPerMinute: 3) });
        _bot.Start(Sita);
        var group = _bot.AddGroup("ग्राम सभा", Sita);
        await _client.SendMessage(Sita, "एक");
        await _client.SendMessage(Sita, "दो");

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => _client.SendMessage(Sita, "तीन"));
        Assert.Equal((429, 1), (error.ErrorCode, error.Parameters!.RetryAfter));
        Assert.Equal("Too Many Requests: retry after 1", error.Message);
        await Assert.ThrowsAsync<ApiRequestException>(() => _client.SendMessage(Sita, "तीन"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _client.SendMessage(Sita, "तीन");
        for (var i = 0; i < 3; i++)
            await _client.SendMessage(group, $"सूचना {i}");
        Assert.Equal(20, (await Assert.ThrowsAsync<ApiRequestException>(() => _client.SendMessage(group, "और"))).Parameters!.RetryAfter);

        Assert.Equal([(Sita, 1), (Sita, 1), (group, 20)], _bot.Records.TooManyRequests.Select(told => (told.Chat!.Value, told.RetryAfter)));
        Assert.Equal(Sita, Assert.Single(_bot.Records.HastySends).Chat);
    }

    [Fact]
    public async Task Faults_strike_the_calls_they_are_meant_for()
    {
        _bot.Start(Sita);
        _bot.Inject(Fault.TooManyRequests(7) with { Method = "sendMessage", Count = 1 });
        var wait = await Assert.ThrowsAsync<ApiRequestException>(() => _client.SendMessage(Sita, "एक"));
        Assert.Equal(7, wait.Parameters!.RetryAfter);
        Assert.Null(Assert.Single(_bot.Records.TooManyRequests).Chat);
        await _client.SendMessage(Sita, "एक");
        Assert.Single(_bot.Records.HastySends);

        _bot.Inject(Fault.OfStatus(502) with { Count = 1 });
        Assert.IsNotType<ApiRequestException>(await Assert.ThrowsAnyAsync<RequestException>(() => _client.SendMessage(Sita, "दो")));
        _bot.Inject(Fault.OfStatus(500) with { Chat = Ramesh });
        await _client.SendMessage(Sita, "दो");
        _bot.EndFaults();

        var never = _bot.Inject(Fault.OfStatus(500) with { Probability = 0 });
        _bot.Inject(Fault.Slow(TimeSpan.FromMilliseconds(50)) with { Method = "getMe" });
        var before = TimeProvider.System.GetTimestamp();
        await _client.GetMe();
        Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromMilliseconds(49));
        Assert.Equal(0, never.Hits);

        _bot.IsRevoked = true;
        Assert.Equal("Unauthorized", await ErrorAsync(() => _client.GetMe(), 401));
    }

    [Theory]
    [InlineData(DropMoment.BeforeAccepting, 0)]
    [InlineData(DropMoment.AfterAccepting, 1)]
    [InlineData(DropMoment.MidAnswer, 1)]
    public async Task A_cut_connection_leaves_the_bot_in_doubt(DropMoment moment, int messages)
    {
        _bot.Start(Sita);
        _bot.Inject(Fault.Cut(moment) with { Method = "sendMessage", Count = 1 });

        Assert.IsNotType<ApiRequestException>(await Assert.ThrowsAnyAsync<RequestException>(() => _client.SendMessage(Sita, "एक")));

        Assert.Equal(messages, _bot.Records.Sends.Count);
        await _client.SendMessage(Sita, "एक");
        Assert.Equal(messages + 1, _bot.Transcript(Sita).Count(message => message.FromBot));
    }

    [Fact]
    public async Task Updates_of_a_poll_whose_answer_was_lost_come_again()
    {
        var id = _bot.SendText(Sita, "नमस्ते")!.Value;
        _bot.Inject(Fault.Cut(DropMoment.AfterAccepting) with { Method = "getUpdates", Count = 1 });

        await Assert.ThrowsAnyAsync<RequestException>(() => _client.GetUpdates());

        Assert.Equal(id, Assert.Single(await _client.GetUpdates()).Id);
    }

    [Fact]
    public async Task A_reply_is_counted_for_what_it_answers()
    {
        await RestartAsync(new FakeTelegramOptions { Time = _clock });
        _bot.SendText(Sita, "पहला");
        var second = _bot.SendText(Sita, "दूसरा");
        _clock.Advance(TimeSpan.FromSeconds(2));
        var updates = await _client.GetUpdates();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _client.SendMessage(Sita, "दूसरे का जवाब", replyParameters: updates[1].Message!.MessageId);
        await _client.SendMessage(Sita, "पहले का जवाब");

        Assert.Equal(second, _bot.Records.Sends[0].Answers!.Id);
        Assert.Equal(TimeSpan.FromSeconds(3), _bot.Records.Updates[0].ReplyTime);
        Assert.Equal(TimeSpan.FromSeconds(1), _bot.Records.Updates[0].ReplyTimeOfBot);
        Assert.Equal("पहले का जवाब", (await _bot.WaitForReplyAsync(Sita, message => message.Text.StartsWith("पहले", StringComparison.Ordinal))).Text);
        await Assert.ThrowsAsync<TimeoutException>(() => _bot.WaitForAsync(() => false, TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task A_soak_tells_lost_from_doubled_answers()
    {
        var questions = Enumerable.Range(0, 4).Select(i => _bot.SendText(100 + i, $"सवाल {i}")!.Value).ToArray();
        var firstLife = DateTimeOffset.MinValue;
        await _client.SendMessage(100, "जवाब");
        await _client.SendMessage(101, "जवाब");
        await _client.SendMessage(101, "जवाब");
        await _client.SendMessage(102, "नमस्ते");
        await _client.SendMessage(102, "जवाब");
        var secondLife = TimeProvider.System.GetUtcNow();
        await _client.SendMessage(102, "जवाब");
        await _client.GetUpdates(offset: questions[3] + 1);

        var report = SoakReport.Of(_bot.Records, questions, [firstLife, secondLife], 100);

        Assert.Equal([1, 2, 2, 0], report.Questions.Select(question => question.Copies));
        Assert.Equal((1, 1, 1, 1), (report.Once, report.DoubledInLife, report.DoubledByKill, report.Lost));
        Assert.False(report.IsClean);
    }

    [Fact]
    public async Task A_crowd_counts_who_waits_and_what_comes_twice()
    {
        var crowd = new Crowd(_bot, TimeProvider.System, 2);
        crowd.Act(0, "एक");
        crowd.Act(1, "दो");
        var chats = (await _client.GetUpdates()).Select(update => update.Message!.Chat.Id).ToArray();
        await _client.SendMessage(chats[0], "जवाब");
        await _client.SendMessage(chats[0], "जवाब");
        await _client.SendMessage(chats[0], "और कुछ?");

        Assert.Equal((2, 1, 1, 1, 1), (crowd.AskedCount, crowd.AnsweredCount, crowd.Waiting, crowd.Duplicates, crowd.Extras));
        Assert.Equal((95, 100, 0), (BenchReport.Percentile([.. Enumerable.Range(1, 100)], 0.95), BenchReport.Percentile([.. Enumerable.Range(1, 100)], 1), BenchReport.Percentile([], 0.5)));
    }
}
