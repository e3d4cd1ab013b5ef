using System.Text.Json;
using PanchayatBot.Content;
using PanchayatBot.FakeTelegram;
using PanchayatBot.Hosting;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Commands;

/// <summary>The command line as people and checks use it: a real process each.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task Ask_answers_in_the_language_of_the_question_or_the_one_asked_for()
    {
        var hindi = await Executable.RunAsync(["ask", "pm kisan ke kagaz"]);
        Assert.Equal(0, hindi.ExitCode);
        Assert.Contains("कागज़ात", hindi.Output);
        var english = await Executable.RunAsync(["ask", "pm kisan ke kagaz", "--lang", "en", "--json"]);
        var json = JsonDocument.Parse(english.Output).RootElement;
        Assert.Equal("answer", json.GetProperty("outcome").GetString());
        Assert.Equal("pm-kisan", json.GetProperty("schemes")[0].GetString());
        Assert.Equal("documents", json.GetProperty("facet").GetString());
        Assert.Contains("Documents", json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_batch_gives_one_line_for_each_question_and_nothing_else()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """
            {"id":"a","text":"पीएम किसान में कितना पैसा","lang":"hi"}
            {"id":7,"text":"kagaz kya lagenge","prev_scheme":"ujjwala"}

            {"id":"c","text":"कल बारिश होगी क्या","state":"BR"}
            """);
        var run = await Executable.RunAsync(["ask", "--batch", file]);
        File.Delete(file);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var lines = run.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["\"a\"", "7", "\"c\""], lines.Select(line => line.GetProperty("id").GetRawText()));
        Assert.Equal(["answer", "answer", "none"], lines.Select(line => line.GetProperty("outcome").GetString()));
        Assert.Equal("ujjwala", lines[1].GetProperty("schemes")[0].GetString());
        Assert.Equal("documents", lines[1].GetProperty("facet").GetString());
        Assert.All(lines, line => Assert.Equal(["id", "outcome", "schemes", "facet", "ms"], line.EnumerateObject().Select(property => property.Name)));
    }

    [Fact]
    public async Task A_broken_line_of_a_batch_is_named_and_the_others_are_answered()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "{\"id\":1,\"text\":\"pm kisan\"}\nnot json\n{\"id\":3,\"text\":\"ujjwala\"}\n");
        var run = await Executable.RunAsync(["ask", "--batch", file]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{file}:2:", run.Errors);
        Assert.Equal(2, run.Output.TrimEnd('\n').Split('\n').Length);
        File.Delete(file);
    }

    [Fact]
    public async Task Ask_explains_the_ranking_for_a_person_and_a_topic()
    {
        var run = await Executable.RunAsync(["ask", "--explain", "kagaz kya lagenge", "--state", "BR", "--prev-scheme", "ujjwala"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("answer, facet documents, answered in hi, the scheme last talked about is kept\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("word  kagaz: ", run.Output);
    }

    [Fact]
    public async Task Eval_prints_the_figures_and_what_went_wrong()
    {
        using var folder = new TempFolder();
        var questions = folder.Write("q.jsonl", """
            {"id": "right", "text": "pm kisan yojana", "lang": "hinglish", "scheme": "pm-kisan"}
            {"id": "wrong", "text": "pm kisan yojana", "lang": "hinglish", "scheme": "ujjwala"}
            """);
        var beside = folder.Write("b.jsonl", "{\"name\": \"Beekeeping Scheme\", \"brief\": \"Help to buy hives.\"}");
        var run = await Executable.RunAsync(["eval", questions, "--typing-errors", "--beside", beside]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("1 other schemes beside ", run.Output);
        Assert.Contains("| right scheme first | 50.0 % | – | – | 50.0 % |", run.Output);
        Assert.Contains("| right scheme first, one typing error added | ", run.Output);
        Assert.Contains("\nwrong “pm kisan yojana” should be ujjwala, is answer pm-kisan", run.Output);
        Assert.DoesNotContain("\nright ", run.Output);

        var totals = await Executable.RunAsync(["eval", questions, "--totals"]);
        Assert.Contains("| right scheme first | 50.0 %", totals.Output);
        Assert.DoesNotContain("should be", totals.Output);
        Assert.DoesNotContain("typing error", totals.Output);
    }

    [Fact]
    public async Task A_broken_line_for_eval_is_named()
    {
        using var folder = new TempFolder();
        var questions = folder.Write("q.jsonl", "{\"id\": \"1\", \"text\": \"pm kisan\", \"scheme\": \"pm-kisan\", \"facet\": \"colour\"}\n");
        var run = await Executable.RunAsync(["eval", questions]);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{questions}:1: 'facet' has a value that cannot stand there.", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    [Fact]
    public async Task The_first_administrator_needs_no_chat_and_the_last_one_stays()
    {
        using var folder = new TempFolder();
        string[] own = ["--set", $"Storage:ConnectionString=Data Source={Path.Combine(folder.Path, "x.db")}", "--set", "WebChat:Address=https://bot.example.in"];
        var invited = await Executable.RunAsync(["grant", "administrator", "--place", "बिहार", "--link", .. own]);
        Assert.Equal((0, ""), (invited.ExitCode, invited.Errors));
        Assert.Matches("^https://bot\\.example\\.in/\\?start=inv_[A-Za-z]{24}\n", invited.Output);
        Assert.Contains("Nobody holds an office yet", (await Executable.RunAsync(["grant", "list", .. own])).Output);
        long person = 0;
        var home = Home.Find();
        await using (var database = new Database(new StorageOptions { ConnectionString = own[1]["Storage:ConnectionString=".Length..] }, home))
            person = await database.WriteAsync(db => PersonStore.AddAsync(db, new Bilingual("मोहन", "Mohan"), null, DateTimeOffset.UnixEpoch));
        Assert.Equal(0, (await Executable.RunAsync(["grant", "administrator", "--place", "BR", "--person", $"{person}", .. own])).ExitCode);
        Assert.Contains($"person {person}\tमोहन\tadministrator\tid1 state बिहार (Bihar)", (await Executable.RunAsync(["grant", "list", .. own])).Output);
        var last = await Executable.RunAsync(["grant", "revoke", "administrator", "--place", "10", "--person", $"{person}", .. own]);
        Assert.Equal(1, last.ExitCode);
        Assert.Contains("last administrator", last.Errors);
        var whole = await Executable.RunAsync(["ledger", "verify", .. own]);
        Assert.Contains("2 entries of 1 places", whole.Output);
    }

    [Theory]
    [InlineData("contnt", "content")]
    [InlineData("bakcup x", "backup")]
    [InlineData("docter", "doctor")]
    public async Task An_unknown_word_gets_the_nearest_command(string typed, string meant)
    {
        var run = await Executable.RunAsync(typed.Split(' '));
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains($"one of the following?\n{meant}\n", run.Output + run.Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ask")]
    [InlineData("content check")]
    [InlineData("backup")]
    [InlineData("doctor")]
    [InlineData("eval")]
    [InlineData("grant")]
    [InlineData("grant list")]
    [InlineData("grant revoke")]
    public async Task Every_command_explains_itself(string command)
    {
        var run = await Executable.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Usage:", run.Output);
    }

    [Theory]
    [InlineData("--set Storage:Provider=Oracle", "Storage")]
    [InlineData("--set nonsense", "Key=Value")]
    [InlineData("--set Telegram:BotToken=abc", "Telegram:BotToken")]
    [InlineData("ask", "ask")]
    [InlineData("ask pm --state XX", "--state XX")]
    [InlineData("ask pm --prev-scheme nothing", "--prev-scheme nothing")]
    [InlineData("backup /no/such/folder/x.db", "/no/such/folder")]
    [InlineData("grant adminstrator --place BR --link", "did you mean 'administrator'?")]
    [InlineData("grant secretary --place Nowhere --link", "no panchayat 'Nowhere'")]
    [InlineData("grant administrator --place BR", "--link")]
    [InlineData("grant officer --place BR --person 7", "no person 7")]
    [InlineData("grant revoke officer --place BR --person 7", "Person 7")]
    public async Task Wrong_input_is_answered_with_one_sentence_and_no_trace(string typed, string named)
    {
        var folder = Directory.CreateTempSubdirectory("panchayat-cli-");
        var run = await Executable.RunAsync([.. typed.Split(' '), "--set", $"Storage:ConnectionString=Data Source={Path.Combine(folder.FullName, "x.db")}", "--set", "Urls=http://127.0.0.1:0"]);
        folder.Delete(recursive: true);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(named, run.Output + run.Errors);
        Assert.DoesNotContain("   at ", run.Output + run.Errors);
    }

    [Fact]
    public async Task A_token_that_telegram_refuses_ends_the_process_with_one_line()
    {
        await using var telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions { Tokens = [] });
        var folder = Directory.CreateTempSubdirectory("panchayat-cli-");
        var run = await Executable.RunAsync(["--set", $"Telegram:BotToken={FakeTelegramServer.DefaultToken}", "--set", $"Telegram:ApiBaseUrl={telegram.BaseAddress}",
            "--set", "Urls=http://127.0.0.1:0", "--set", $"Storage:ConnectionString=Data Source={Path.Combine(folder.FullName, "x.db")}"]);
        folder.Delete(recursive: true);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Telegram refuses the token", run.Output);
        Assert.DoesNotContain("   at ", run.Output + run.Errors);
        Assert.DoesNotContain(FakeTelegramServer.DefaultToken.Split(':')[1], run.Output + run.Errors);
    }

    [Fact]
    public async Task Content_check_names_file_and_line_and_fails()
    {
        var root = TestBot.RepositoryRoot();
        var copy = Directory.CreateTempSubdirectory("panchayat-content-").FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(root, "content"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Path.Combine(root, "content"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        Assert.Equal(0, (await Executable.RunAsync(["content", "check", "--folder", copy])).ExitCode);
        var scheme = Path.Combine(copy, "schemes", "pm-kisan.md");
        await File.WriteAllTextAsync(scheme, (await File.ReadAllTextAsync(scheme)).Replace("category: farming", "category: farmin"));
        var line = (await File.ReadAllLinesAsync(scheme)).ToList().FindIndex(text => text.StartsWith("category:", StringComparison.Ordinal)) + 1;
        var run = await Executable.RunAsync(["content", "check", "--folder", copy]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"pm-kisan.md:{line}: ", run.Output);
        Assert.Contains("farming", run.Output);
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task Doctor_says_ok_or_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("panchayat-cli-");
        var set = new[] { "--set", $"Storage:ConnectionString=Data Source={Path.Combine(folder.FullName, "x.db")}" };
        var well = await Executable.RunAsync(["doctor", .. set]);
        Assert.Equal(0, well.ExitCode);
        Assert.Equal(["settings", "database", "content", "telegram", "mail"], well.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(':')[0]));
        await using var telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions { Tokens = [] });
        var ill = await Executable.RunAsync(["doctor", .. set, "--set", $"Telegram:BotToken={FakeTelegramServer.DefaultToken}", "--set", $"Telegram:ApiBaseUrl={telegram.BaseAddress}"]);
        Assert.Equal(1, ill.ExitCode);
        Assert.Contains("@BotFather", ill.Output);
        var mail = await Executable.RunAsync(["doctor", .. set, "--set", "Mail:Host=127.0.0.1", "--set", "Mail:Port=1", "--set", "Mail:Security=None", "--set", "Mail:From=bot@example.in"]);
        Assert.Equal(1, mail.ExitCode);
        Assert.Contains("Mail:Host", mail.Output);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Keys_for_programs_are_made_listed_and_ended_once()
    {
        var folder = Directory.CreateTempSubdirectory("panchayat-cli-");
        var set = new[] { "--set", $"Storage:ConnectionString=Data Source={Path.Combine(folder.FullName, "x.db")}" };
        var nowhere = await Executable.RunAsync(["apikey", "create", "--place", "Nowhere", "--label", "x", .. set]);
        Assert.Equal(1, nowhere.ExitCode);
        var made = await Executable.RunAsync(["apikey", "create", "--place", "BR", "--label", "dashboard", .. set]);
        Assert.Equal(0, made.ExitCode);
        var key = made.Output.Split('\n')[0];
        Assert.StartsWith("pbk_", key, StringComparison.Ordinal);
        var listed = await Executable.RunAsync(["apikey", "list", .. set]);
        Assert.Contains("dashboard", listed.Output);
        Assert.DoesNotContain(key, listed.Output);
        Assert.Equal(0, (await Executable.RunAsync(["apikey", "revoke", "1", .. set])).ExitCode);
        var again = await Executable.RunAsync(["apikey", "revoke", "1", .. set]);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("apikey list", again.Errors);
        folder.Delete(recursive: true);
    }
}
