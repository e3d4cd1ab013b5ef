using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PanchayatBot.Delivery;
using PanchayatBot.Hosting;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Gaps;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes.Gaps;

/// <summary>Questions without an answer: who counts, who sees them, what becomes of them.</summary>
public sealed class GapTests(PostgresServer postgres)
{
    private const string Question = "गाँव में पुस्तकालय कब खुलेगा";

    public static TheoryData<Dialect> Both => [.. Enum.GetValues<Dialect>()];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_chat_counts_once_a_day_and_is_not_written_beside_its_question(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        foreach (var chat in new[] { "sita", "sita", "anita" })
            await bot.SayAsync(chat, Question);
        Assert.Equal(2, Assert.Single(await OpenAsync(bot)).Asked);
        bot.Clock.Advance(TimeSpan.FromDays(1));
        await bot.SayAsync("sita", Question);
        Assert.Equal(3, Assert.Single(await OpenAsync(bot)).Asked);
        var marks = await bot.Database.ReadAsync(db => db.QueryAsync<string>("select mark from gap_mark"));
        Assert.NotEmpty(marks);
        Assert.All(marks, mark => Assert.Matches("^[0-9A-F]{32}$", mark));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task None_of_the_choices_and_no_help_count_when_their_buttons_are_pressed(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var choices = await bot.SayAsync("sita", "गाँव में पेंशन कब मिलेगी");
        Assert.Empty(await OpenAsync(bot));
        await PressAsync(bot, "sita", choices, "choices.none");
        Assert.Equal("declined", Assert.Single(await OpenAsync(bot)).Kind);
        var answer = await bot.SayAsync("sita", "pm kisan ki kist kab aayegi");
        await PressAsync(bot, "sita", answer, "gap.unhelpful.button");
        await PressAsync(bot, "sita", answer, "gap.unhelpful.button");
        var unhelpful = Assert.Single(await OpenAsync(bot), question => question.Kind == "unhelpful");
        Assert.Equal(("pm-kisan", 1), (unhelpful.Scheme, unhelpful.Asked));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_button_of_an_older_question_says_that_it_is_forgotten(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var older = await bot.SayAsync("sita", Question);
        await bot.SayAsync("sita", "कल मैच कौन जीतेगा");
        Assert.Equal(TestBot.Sentence("gap.stale"), Assert.Single(await PressAsync(bot, "sita", older, "gap.leave")).Text);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_flood_from_one_chat_and_too_many_questions_stay_out(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var options = new GapOptions { MostPerPanchayat = 3, MostPerChatAndDay = 5 };
        await bot.Database.WriteAsync(async db =>
        {
            for (var i = 0; i < 8; i++)
            {
                var question = new LastQuestion { Kind = "refused", Language = "hi", Question = $"q{i}", KeyWords = $"k{i}:1" };
                Assert.Equal(i < 5, await GapStore.CountAsync(db, bot.Address("sita"), 1, question, options, bot.Clock.GetUtcNow()) is not null);
            }

            return 0;
        });
        Assert.Equal(["q2", "q3", "q4"], (await OpenAsync(bot, 1)).Select(question => question.Question).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Questions_are_forgotten_after_their_days_and_marks_after_theirs(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        await bot.SayAsync("sita", Question);
        bot.Clock.Advance(TimeSpan.FromDays(180));
        await bot.Database.WriteAsync(db => GapNews.ForgetAsync(db, new GapOptions(), bot.Clock.GetUtcNow()));
        Assert.Single(await OpenAsync(bot));
        Assert.Equal([0, 0, 0], await CountsAsync(bot, "gap_day", "gap_mark", "gap_last"));
        bot.Clock.Advance(TimeSpan.FromDays(1));
        await bot.Database.WriteAsync(db => GapNews.ForgetAsync(db, new GapOptions(), bot.Clock.GetUtcNow()));
        Assert.Empty(await OpenAsync(bot));
        Assert.Equal(0, await bot.Database.WriteAsync(db => GapNews.ForgetAsync(db, new GapOptions(), bot.Clock.GetUtcNow())));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nobody_without_an_office_gets_anything_from_made_up_buttons(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        await bot.SayAsync("sita", Question);
        var id = Assert.Single(await OpenAsync(bot)).Id;
        foreach (var chat in new[] { "sita", "stranger" })
        {
            foreach (var payload in new[] { ">gaps", ">gaps 0", $">gap {id}", $">gapdraft {id}", $">gapknown {id}/pm-kisan", $">gapremove {id}" })
                Assert.Equal(TestBot.Sentence("button.unknown"), Assert.Single(await bot.PressAsync(chat, payload)).Text);
            Assert.Equal(TestBot.Sentence("help.text"), Assert.Single(await bot.SayAsync(chat, "/gaps")).Text);
        }

        Assert.Single(await OpenAsync(bot));
        Assert.False(Directory.Exists(bot.DraftFolder));
        foreach (var payload in new[] { ">gap -1", ">gapdraft 999999", ">gapknown x/../../etc", $">gapdraft {long.MaxValue}9" })
            Assert.Equal(TestBot.Sentence("gap.gone"), Assert.Single(await bot.PressAsync("ramesh", payload)).Text);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_secretary_sees_nothing_of_another_panchayat(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        await bot.SayAsync("stranger", Question);
        Assert.Equal(TestBot.Sentence("gap.list.empty"), Assert.Single(await bot.SayAsync("ramesh", "/gaps")).Text);
        Assert.Contains(Question, Assert.Single(await bot.SayAsync("officer", "/gaps")).Text);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_draft_is_written_once_by_two_at_a_time_and_cannot_be_used(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        await bot.SayAsync("sita", Question);
        var id = Assert.Single(await OpenAsync(bot)).Id;
        InboundMessage Tap(string chat) => new(bot.Address(chat), bot.NextMessageId(), "", $">gapdraft {id}");
        await Task.WhenAll(bot.Dispatcher.HandleAsync(Tap("ramesh"), CancellationToken.None), bot.Dispatcher.HandleAsync(Tap("officer"), CancellationToken.None));
        var file = Assert.Single(Directory.GetFiles(bot.DraftFolder));
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains($"\"{Question}\"", text);
        var read = SchemeFile.Parse(file, text, SampleScheme.Rules);
        Assert.Null(read.Value);
        Assert.Contains(read.Problems, problem => problem.Message.Contains("this is a draft"));
        Assert.DoesNotContain(read.Problems, problem => problem.Message.Contains("known key"));
    }

    [Fact]
    public async Task A_draft_left_by_a_crash_before_the_commit_is_found_again()
    {
        await using var bot = await StartAsync(Dialect.Sqlite);
        await bot.SayAsync("sita", Question);
        var group = GapGroups.Of(await OpenAsync(bot))[0];
        var folder = new DraftFolder(bot.DraftFolder);
        Assert.True(folder.Write(Draft.SlugOf(group), "edited\n" + Draft.OriginLine(group), Draft.OriginLine(group)));
        await bot.PressAsync("ramesh", $">gapdraft {group.Id}");
        Assert.StartsWith("edited", await File.ReadAllTextAsync(Assert.Single(folder.Files)));
        Assert.False(folder.Write(Draft.SlugOf(group), "another", "# question 99: another"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    [InlineData("")]
    public void A_draft_cannot_lie_outside_its_folder(string slug) => Assert.Throws<ArgumentException>(() => new DraftFolder("/nowhere").FileOf(slug));

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_folder_that_cannot_be_written_is_said_and_the_question_stays(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        await bot.SayAsync("sita", Question);
        var id = Assert.Single(await OpenAsync(bot)).Id;
        // A file where the folder should be: refused even to root.
        await File.WriteAllTextAsync(bot.DraftFolder, "");
        Assert.Equal(TestBot.Sentence("gap.unwritable"), Assert.Single(await bot.PressAsync("ramesh", $">gapdraft {id}")).Text);
        Assert.Single(await OpenAsync(bot));
        File.Delete(bot.DraftFolder);
        await bot.PressAsync("ramesh", $">gapdraft {id}");
        Assert.Single(Directory.GetFiles(bot.DraftFolder));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Words_for_a_known_scheme_are_suggested_and_whoever_waits_is_told_once(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var refused = await bot.SayAsync("sita", Question);
        var left = await PressAsync(bot, "sita", refused, "gap.leave");
        await PressAsync(bot, "sita", left, "gap.tell");
        var id = Assert.Single(await OpenAsync(bot)).Id;
        await bot.PressAsync("ramesh", $">gapknown {id}/pm-kisan");
        Assert.Equal($"  - \"{Question}\"\n", await File.ReadAllTextAsync(Path.Combine(bot.DraftFolder, "pm-kisan.wordings")));
        Assert.Empty(await OpenAsync(bot));
        using var housekeeping = Housekeeping(bot);
        await housekeeping.TidyAsync(CancellationToken.None);
        await housekeeping.TidyAsync(CancellationToken.None);
        var news = Assert.Single(await bot.Database.ReadAsync(db => db.QueryAsync<string>("select body from outbox where chat_id = 'sita' and state = 'waiting'")));
        Assert.Contains(Question, news);
        Assert.Contains("scheme pm-kisan", news);
        // The same words again need nobody's work.
        await bot.SayAsync("anita", Question);
        Assert.Empty(await OpenAsync(bot));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Whoever_changes_their_mind_is_not_remembered(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var left = await PressAsync(bot, "sita", await bot.SayAsync("sita", Question), "gap.leave");
        var told = await PressAsync(bot, "sita", left, "gap.tell");
        Assert.Equal([1], await CountsAsync(bot, "gap_waiting"));
        await PressAsync(bot, "sita", told, "gap.tell.not");
        Assert.Equal([0], await CountsAsync(bot, "gap_waiting"));
        await PressAsync(bot, "sita", left, "gap.tell");
        await bot.Database.WriteAsync(db => GapStore.ForgetChatAsync(db, bot.Address("sita")));
        Assert.Equal([0, 0, 1], await CountsAsync(bot, "gap_waiting", "gap_last", "gap_question"));
    }

    private async Task<TestBot> StartAsync(Dialect dialect)
    {
        var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("sita", Role.Citizen), ("anita", Role.Citizen), ("ramesh", Role.Secretary), ("officer", Role.Officer)]);
        return bot;
    }

    private static async Task<IReadOnlyList<GapQuestion>> OpenAsync(TestBot bot, long? place = null) => await bot.Database.ReadAsync(async db =>
        await GapStore.OpenAsync(db, place ?? await db.SingleAsync<long>("select id from place where kind = 'Panchayat'")));

    private static async Task<IReadOnlyList<long>> CountsAsync(TestBot bot, params string[] tables)
    {
        var counts = new List<long>();
        foreach (var table in tables)
            counts.Add(await bot.Database.ReadAsync(db => db.SingleAsync<long>($"select count(*) from {table}")));
        return counts;
    }

    private static Task<IReadOnlyList<Reply>> PressAsync(TestBot bot, string chat, IReadOnlyList<Reply> shown, string key) =>
        bot.PressAsync(chat, shown.SelectMany(reply => reply.Buttons).Last(button => button.Label == TestBot.Sentence(key)).Payload);

    private static Housekeeping Housekeeping(TestBot bot) => new(bot.Database, Options.Create(new DeliveryOptions()), Options.Create(new GapOptions()),
        bot.Services.GetRequiredService<GapNews>(), bot.Clock, NullLogger<Housekeeping>.Instance);
}
