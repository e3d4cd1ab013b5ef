using System.CommandLine;
using PanchayatBot.FakeTelegram;
using PanchayatBot.FakeTelegram.Load;

var bot = new Option<string>("--bot") { Description = "Shell command that starts the bot; its environment goes through to it.", Required = true };
var corpus = new Option<FileInfo?>("--corpus") { Description = "Questions, one a line." };
var json = new Option<FileInfo?>("--json") { Description = "Writes the figures here, too." };

var port = new Option<int>("--port") { Description = "Where to listen on 127.0.0.1.", DefaultValueFactory = _ => 8081 };
var serve = new Command("serve", "A Bot API server; what you type is sent to the bot, [label] presses a button.") { port };
serve.SetAction((parse, cancellation) => ServeAsync(parse.GetValue(port), cancellation));

var users = new Option<int>("--users") { Description = "People who take part.", DefaultValueFactory = _ => 5000 };
var rate = new Option<double?>("--rate") { Description = "Open loop: questions a second." };
var closed = new Option<int>("--closed") { Description = "Closed loop: questions that are always under way.", DefaultValueFactory = _ => 200 };
var seconds = new Option<double>("--seconds") { Description = "How long to measure.", DefaultValueFactory = _ => 15 };
var warmUp = new Option<string>("--warmup") { Description = "What everybody does first: texts and press:LABEL, between semicolons.", DefaultValueFactory = _ => "/start;press:हिन्दी;press:बिहार" };
var bench = new Command("bench", "Measures a bot. Exit code 1 when a question was lost or an answer doubled.") { bot, users, rate, closed, seconds, warmUp, corpus, json };
bench.SetAction((parse, cancellation) => Try(async () =>
{
    var steps = parse.GetValue(warmUp)!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    var length = TimeSpan.FromSeconds(parse.GetValue(seconds));
    var run = new Bench(parse.GetValue(bot)!, parse.GetValue(users), parse.GetValue(rate), parse.GetValue(closed), length, steps, Corpus.Read(parse.GetValue(corpus)));
    var report = await run.RunAsync(cancellation);
    Print(report.ToTable(), report.ToJson(), parse.GetValue(json));
    return report.IsClean;
}));

var kills = new Option<int>("--kills") { Description = "How often to kill the bot.", DefaultValueFactory = _ => 5 };
var soakRate = new Option<double>("--rate") { Description = "Questions a second.", DefaultValueFactory = _ => 200 };
var seed = new Option<int>("--seed") { Description = "Decides the moments of the kills.", DefaultValueFactory = _ => Random.Shared.Next() };
var soak = new Command("soak", "Kills a bot again and again. Exit code 1 when a confirmed question was never answered.") { bot, kills, soakRate, seed, corpus, json };
soak.SetAction((parse, cancellation) => Try(async () =>
{
    var run = new Soak(parse.GetValue(bot)!, parse.GetValue(kills), parse.GetValue(soakRate), parse.GetValue(seed), Corpus.Read(parse.GetValue(corpus)));
    Console.WriteLine($"seed {run.Seed}");
    var report = await run.RunAsync(Console.WriteLine, cancellation);
    Print(report.ToTable(), report.ToJson(), parse.GetValue(json));
    return report.IsClean;
}));

return await new RootCommand("A Bot API server on loopback for trying, measuring and tormenting a Telegram bot.") { serve, bench, soak }.Parse(args).InvokeAsync();

static async Task<int> Try(Func<Task<bool>> run)
{
    try
    {
        return await run() ? 0 : 1;
    }
    catch (Exception error) when (error is InvalidOperationException or InvalidDataException or IOException)
    {
        await Console.Error.WriteLineAsync(error.Message);
        return 1;
    }
}

static void Print(string table, string figures, FileInfo? file)
{
    Console.WriteLine(table);
    if (file is not null)
        File.WriteAllText(file.FullName, figures + "\n");
}

static async Task<int> ServeAsync(int port, CancellationToken cancellation)
{
    const long Me = 1;
    await using var server = await FakeTelegramServer.StartAsync(new FakeTelegramOptions { Port = port }, cancellation);
    var bot = server.Bot();
    bot.Accepted += send => Console.WriteLine(send.Message);
    Console.WriteLine($"Telegram__ApiBaseUrl={server.BaseAddress.ToString().TrimEnd('/')}\nTelegram__BotToken={bot.Token}");
    try
    {
        while (await Task.Run(Console.ReadLine, cancellation).WaitAsync(cancellation) is { } line)
        {
            if (line is ['[', .. var label, ']'])
                TryPress(bot, Me, label);
            else if (line.Length > 0)
                bot.SendText(Me, line);
        }

        // Without a keyboard it serves until it is stopped.
        await Task.Delay(Timeout.Infinite, cancellation);
    }
    catch (OperationCanceledException)
    {
        // Ctrl+C.
    }

    return 0;
}

static void TryPress(FakeBot bot, long user, string label)
{
    try
    {
        bot.Press(user, label);
    }
    catch (InvalidOperationException error)
    {
        Console.WriteLine(error.Message);
    }
}
