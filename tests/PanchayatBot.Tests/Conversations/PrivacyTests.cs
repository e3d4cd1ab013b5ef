using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Conversations;

/// <summary>A private number is gone before anything is written: it stands in no table, no message and no line of the log.</summary>
public sealed class PrivacyTests(PostgresServer postgres)
{
    private static readonly string[] Secrets = ["234567890124", "2345 6789 0124", "२३४५६७८९०१२४", "31245678901", "482913", "9876543210", "4321", "ABCDE1234F"];

    [Fact]
    public async Task No_private_number_reaches_the_disk_the_outbox_or_the_log()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres, new Parrot());
        using var log = new CapturedLog();
        bot.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        foreach (var (secret, number) in Secrets.Select((secret, number) => (secret, number)))
            foreach (var text in new[] { $"OTP {secret} पेंशन कब आएगी", $"/repeat {secret} otp", $"/remember OTP {secret}", $"/stumble otp {secret}" })
                Assert.NotEmpty(await bot.SayAsync($"c{number}", text));

        await bot.Database.WriteAsync(db => db.ExecuteAsync("create table flushed (x integer)"));
        var said = string.Join('\n', await bot.Database.ReadAsync(db => db.QueryAsync<string>("select body from outbox")));
        var file = await FileAsync(bot);
        Assert.Contains(PrivateNumbers.Mask, said, StringComparison.Ordinal);
        var logged = log.Text + string.Join('\n', bot.Incidents);
        Assert.Contains("stumbled over", logged, StringComparison.Ordinal);
        Assert.Contains("remembers", file, StringComparison.Ordinal);
        foreach (var secret in Secrets)
        {
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, logged, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, file, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_person_is_told_once_and_the_question_is_answered()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres);
        var replies = await bot.SayAsync("c", "आधार 2345 6789 0124, OTP 482913, पीएम किसान में कितना पैसा मिलता है");
        Assert.Equal(2, replies.Count);
        Assert.Equal(TestBot.Sentence("private.code"), replies[0].Text);
        Assert.Contains("₹6,000", replies[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_telephone_number_goes_only_to_the_dialog_that_asked_for_one()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres, new Parrot());
        Assert.Equal(TestBot.Sentence("private.phone"), (await bot.SayAsync("c", "/repeat 98765 43210"))[0].Text);
        Assert.Equal("9876543210", Assert.Single(await bot.SayAsync("c", "/phone मेरा नंबर +91 98765-43210")).Text);
    }

    private static async Task<string> FileAsync(TestBot bot)
    {
        var file = await bot.Database.ReadAsync(db => db.SingleAsync<string>("select file from pragma_database_list where name = 'main'"));
        SqliteConnection.ClearAllPools();
        var content = new StringBuilder();
        foreach (var path in new[] { file, file + "-wal" }.Where(File.Exists))
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            content.Append(await reader.ReadToEndAsync());
        }

        return content.ToString();
    }

    /// <summary>Does with a message what no slice should.</summary>
    private sealed class Parrot : IConversation
    {
        public void Map(Routes routes)
        {
            routes.Command("repeat", (turn, _, _) => Task.FromResult(Answer.Say("You said " + turn.Text)));
            routes.Command("stumble", (turn, _, _) => throw new InvalidOperationException("stumbled over " + turn.Text));
            routes.Command("phone", (turn, _, _) => Task.FromResult(Answer.Say(turn.TakePhone() ?? "none")));
            routes.Command("remember", (turn, _, _) =>
            {
                turn.TalkAbout("remembers " + turn.Text);
                return Task.FromResult(Answer.Say("ok"));
            });
        }
    }

    private sealed class CapturedLog : ILoggerProvider, ILogger
    {
        private readonly StringBuilder _lines = new();

        public string Text
        {
            get
            {
                lock (_lines)
                    return _lines.ToString();
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Append(formatter(state, exception)).Append(' ').Append(exception).Append('\n');
        }

        public void Dispose()
        {
            // Holds only text.
        }
    }
}
