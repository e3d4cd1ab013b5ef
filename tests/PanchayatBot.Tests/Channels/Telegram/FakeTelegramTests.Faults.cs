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
        await RestartAsync(new FakeTelegramOptions { Time = clock, Limits = new FloodLimits(PerSecond: 30, PerChatPerSecond: 1, PerChatBurst: 2, PerGroupPerMinute: 3) });
        bot.Start(Sita);
        var group = bot.AddGroup("ग्राम सभा", Sita);
        await client.SendMessage(Sita, "एक");
        await client.SendMessage(Sita, "दो");

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => client.SendMessage(Sita, "तीन"));
        Assert.Equal((429, 1), (error.ErrorCode, error.Parameters!.RetryAfter));
        Assert.Equal("Too Many Requests: retry after 1", error.Message);
        await Assert.ThrowsAsync<ApiRequestException>(() => client.SendMessage(Sita, "तीन"));
        clock.Advance(TimeSpan.FromSeconds(1));
        await client.SendMessage(Sita, "तीन");
        for (var i = 0; i < 3; i++)
            await client.SendMessage(group, $"सूचना {i}");
        Assert.Equal(20, (await Assert.ThrowsAsync<ApiRequestException>(() => client.SendMessage(group, "और"))).Parameters!.RetryAfter);

        Assert.Equal([(Sita, 1), (Sita, 1), (group, 20)], bot.Records.TooManyRequests.Select(told => (told.Chat!.Value, told.RetryAfter)));
        Assert.Equal(Sita, Assert.Single(bot.Records.HastySends).Chat);
    }

    [Fact]
    public async Task Faults_strike_the_calls_they_are_meant_for()
    {
        bot.Start(Sita);
        bot.Inject(Fault.TooManyRequests(7) with { Method = "sendMessage", Count = 1 });
        var wait = await Assert.ThrowsAsync<ApiRequestException>(() => client.SendMessage(Sita, "एक"));
        Assert.Equal(7, wait.Parameters!.RetryAfter);
        Assert.Null(Assert.Single(bot.Records.TooManyRequests).Chat);
        await client.SendMessage(Sita, "एक");
        Assert.Single(bot.Records.HastySends);

        bot.Inject(Fault.OfStatus(502) with { Count = 1 });
        Assert.IsNotType<ApiRequestException>(await Assert.ThrowsAnyAsync<RequestException>(() => client.SendMessage(Sita, "दो")));
        bot.Inject(Fault.OfStatus(500) with { Chat = Ramesh });
        await client.SendMessage(Sita, "दो");
        bot.EndFaults();

        var never = bot.Inject(Fault.OfStatus(500) with { Probability = 0 });
        bot.Inject(Fault.Slow(TimeSpan.FromMilliseconds(50)) with { Method = "getMe" });
        var before = TimeProvider.System.GetTimestamp();
        await client.GetMe();
        Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromMilliseconds(49));
        Assert.Equal(0, never.Hits);

        bot.IsRevoked = true;
        Assert.Equal("Unauthorized", await ErrorAsync(() => client.GetMe(), 401));
    }

    [Theory]
    [InlineData(DropMoment.BeforeAccepting, 0)]
    [InlineData(DropMoment.AfterAccepting, 1)]
    [InlineData(DropMoment.MidAnswer, 1)]
    public async Task A_cut_connection_leaves_the_bot_in_doubt(DropMoment moment, int messages)
    {
        bot.Start(Sita);
        bot.Inject(Fault.Cut(moment) with { Method = "sendMessage", Count = 1 });

        Assert.IsNotType<ApiRequestException>(await Assert.ThrowsAnyAsync<RequestException>(() => client.SendMessage(Sita, "एक")));

        Assert.Equal(messages, bot.Records.Sends.Count);
        await client.SendMessage(Sita, "एक");
        Assert.Equal(messages + 1, bot.Transcript(Sita).Count(message => message.FromBot));
    }

    [Fact]
    public async Task Updates_of_a_poll_whose_answer_was_lost_come_again()
    {
        var id = bot.SendText(Sita, "नमस्ते")!.Value;
        bot.Inject(Fault.Cut(DropMoment.AfterAccepting) with { Method = "getUpdates", Count = 1 });

        await Assert.ThrowsAnyAsync<RequestException>(() => client.GetUpdates());

        Assert.Equal(id, Assert.Single(await client.GetUpdates()).Id);
    }

    [Fact]
    public async Task A_reply_is_counted_for_what_it_answers()
    {
        await RestartAsync(new FakeTelegramOptions { Time = clock });
        bot.SendText(Sita, "पहला");
        var second = bot.SendText(Sita, "दूसरा");
        clock.Advance(TimeSpan.FromSeconds(2));
        var updates = await client.GetUpdates();
        clock.Advance(TimeSpan.FromSeconds(1));
        await client.SendMessage(Sita, "दूसरे का जवाब", replyParameters: updates[1].Message!.MessageId);
        await client.SendMessage(Sita, "पहले का जवाब");

        Assert.Equal(second, bot.Records.Sends[0].Answers!.Id);
        Assert.Equal(TimeSpan.FromSeconds(3), bot.Records.Updates[0].ReplyTime);
        Assert.Equal(TimeSpan.FromSeconds(1), bot.Records.Updates[0].ReplyTimeOfBot);
        Assert.Equal("पहले का जवाब", (await bot.WaitForReplyAsync(Sita, message => message.Text.StartsWith("पहले", StringComparison.Ordinal))).Text);
        await Assert.ThrowsAsync<TimeoutException>(() => bot.WaitForAsync(() => false, TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task A_soak_tells_lost_from_doubled_answers()
    {
        var questions = Enumerable.Range(0, 4).Select(i => bot.SendText(100 + i, $"सवाल {i}")!.Value).ToArray();
        var firstLife = DateTimeOffset.MinValue;
        await client.SendMessage(100, "जवाब");
        await client.SendMessage(101, "जवाब");
        await client.SendMessage(101, "जवाब");
        await client.SendMessage(102, "नमस्ते");
        await client.SendMessage(102, "जवाब");
        var secondLife = TimeProvider.System.GetUtcNow();
        await client.SendMessage(102, "जवाब");
        await client.GetUpdates(offset: questions[3] + 1);

        var report = SoakReport.Of(bot.Records, questions, [firstLife, secondLife], 100);

        Assert.Equal([1, 2, 2, 0], report.Questions.Select(question => question.Copies));
        Assert.Equal((1, 1, 1, 1), (report.Once, report.DoubledInLife, report.DoubledByKill, report.Lost));
        Assert.False(report.IsClean);
    }

    [Fact]
    public async Task A_crowd_counts_who_waits_and_what_comes_twice()
    {
        var crowd = new Crowd(bot, TimeProvider.System, 2);
        crowd.Act(0, "एक");
        crowd.Act(1, "दो");
        var chats = (await client.GetUpdates()).Select(update => update.Message!.Chat.Id).ToArray();
        await client.SendMessage(chats[0], "जवाब");
        await client.SendMessage(chats[0], "जवाब");
        await client.SendMessage(chats[0], "और कुछ?");

        Assert.Equal((2, 1, 1, 1, 1), (crowd.AskedCount, crowd.AnsweredCount, crowd.Waiting, crowd.Duplicates, crowd.Extras));
        Assert.Equal((95, 100, 0), (BenchReport.Percentile([.. Enumerable.Range(1, 100)], 0.95), BenchReport.Percentile([.. Enumerable.Range(1, 100)], 1), BenchReport.Percentile([], 0.5)));
    }
}
