using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PanchayatBot.FakeTelegram;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using static PanchayatBot.FakeTelegram.FakeTelegramServer;

namespace PanchayatBot.Tests.Channels.Telegram;

/// <summary>The fake server answers a real client as Telegram does: only then do tests against it prove anything.</summary>
public sealed partial class FakeTelegramTests : IAsyncLifetime
{
    private const long Sita = 7;
    private const long Ramesh = 8;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 10, 2, 10, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new();
    private FakeTelegramServer _server = null!;
    private FakeBot _bot = null!;
    private TelegramBotClient _client = null!;

    public async ValueTask InitializeAsync() => await StartAsync(new FakeTelegramOptions { ConflictDelay = TimeSpan.Zero });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_bot_learns_who_it_is()
    {
        var me = await _client.GetMe();

        Assert.True(me.IsBot);
        Assert.Equal(_bot.Id, me.Id);
        Assert.Equal(_bot.Username, me.Username);
    }

    [Fact]
    public async Task An_offset_acknowledges_all_below_it_and_nothing_else()
    {
        var ids = Enumerable.Range(1, 3).Select(i => _bot.SendText(Sita, $"सवाल {i}")!.Value).ToArray();

        Assert.Equal(ids, (await _client.GetUpdates()).Select(update => update.Id));
        Assert.Equal(ids[1..], (await _client.GetUpdates(offset: ids[1])).Select(update => update.Id));
        Assert.Equal(ids[1..], (await _client.GetUpdates()).Select(update => update.Id));
        Assert.NotNull(_bot.Records.Updates[0].ConfirmedAt);
        Assert.Null(_bot.Records.Updates[1].ConfirmedAt);
        Assert.Equal(3, _bot.Records.Updates[2].TimesHandedOut);
        Assert.Equal(ids[1], Assert.Single(_bot.Records.Confirmations).Offset);
    }

    [Fact]
    public async Task A_negative_offset_keeps_the_last_ones_and_a_far_one_is_ignored()
    {
        var ids = Enumerable.Range(1, 4).Select(i => _bot.SendText(Sita, $"सवाल {i}")!.Value).ToArray();

        Assert.Equal(ids, (await _client.GetUpdates(offset: ids[3] + 1000)).Select(update => update.Id));
        Assert.Equal(ids[2..], (await _client.GetUpdates(offset: -2)).Select(update => update.Id));
        Assert.Equal(2, _bot.PendingUpdates);
    }

    [Fact]
    public async Task A_limit_is_clamped_and_the_same_offset_at_once_again_gets_one_update()
    {
        var first = _bot.SendText(Sita, "एक")!.Value;
        for (var i = 0; i < 120; i++)
            _bot.SendText(Sita, $"सवाल {i}");

        Assert.Equal(100, (await _client.GetUpdates(offset: first, limit: 1000)).Length);
        Assert.Single(await _client.GetUpdates(offset: first));
    }

    [Fact]
    public async Task A_hanging_poll_ends_when_somebody_writes()
    {
        var poll = _client.GetUpdates(timeout: 30);
        await _bot.WaitForAsync(() => _bot.Polls == 1);
        Assert.False(poll.IsCompleted);

        _bot.SendText(Sita, "नमस्ते");

        var update = Assert.Single(await poll.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal("नमस्ते", update.Message!.Text);
        Assert.Equal("hi", update.Message.From!.LanguageCode);
        Assert.Equal(ChatType.Private, update.Message.Chat.Type);
    }

    [Fact]
    public async Task A_second_poller_throws_the_first_one_out_and_a_webhook_both()
    {
        var first = _client.GetUpdates(timeout: 30);
        await _bot.WaitForAsync(() => _bot.Polls == 1);
        var second = _client.GetUpdates(offset: -1, timeout: 30);

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => first);
        Assert.Equal(409, error.ErrorCode);
        Assert.Equal("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", error.Message);

        await _bot.WaitForAsync(() => _bot.Polls == 2);
        await _client.SetWebhook("http://127.0.0.1:9/hook");
        Assert.Equal("Conflict: terminated by setWebhook request", (await Assert.ThrowsAsync<ApiRequestException>(() => second)).Message);
        Assert.StartsWith("Conflict: can't use getUpdates method while webhook is active", await ErrorAsync(() => _client.GetUpdates()));
        await _client.DeleteWebhook();
        Assert.Empty(await _client.GetUpdates());
    }

    [Fact]
    public async Task Only_what_the_bot_asked_for_is_queued_and_the_wish_is_remembered()
    {
        await _client.GetUpdates(allowedUpdates: [UpdateType.CallbackQuery]);
        Assert.Null(_bot.SendText(Sita, "नहीं सुना"));
        await _client.GetUpdates(offset: 1);
        Assert.Null(_bot.SendText(Sita, "फिर नहीं"));

        await _client.GetUpdates(offset: 2, allowedUpdates: []);
        Assert.NotNull(_bot.SendText(Sita, "अब सुना"));
    }

    [Fact]
    public async Task What_was_acknowledged_can_come_again()
    {
        var id = _bot.SendText(Sita, "नमस्ते")!.Value;
        await _client.GetUpdates();
        Assert.Empty(await _client.GetUpdates(offset: id + 1));

        _bot.Redeliver(id);
        Assert.Equal(id, Assert.Single(await _client.GetUpdates(offset: id + 1)).Id);

        _bot.ForgetLastConfirmation();
        Assert.Equal(id, Assert.Single(await _client.GetUpdates(offset: id + 1)).Id);
    }

    [Fact]
    public async Task Old_updates_die_presses_sooner_than_messages()
    {
        await RestartAsync(new FakeTelegramOptions { Time = _clock });
        _bot.SendText(Sita, "नमस्ते");
        await _client.SendMessage(Sita, "चुनिए", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("हाँ", "yes")));
        _bot.Press(Sita, "हाँ");

        _clock.Advance(TimeSpan.FromSeconds(151));
        Assert.Equal(UpdateType.Message, Assert.Single(await _client.GetUpdates()).Type);
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Empty(await _client.GetUpdates());
    }

    [Fact]
    public async Task A_webhook_gets_each_chats_updates_in_order_until_it_accepts_them()
    {
        await RestartAsync(new FakeTelegramOptions { WebhookRetryUnit = TimeSpan.FromMilliseconds(10) });
        var answers = new Queue<int>([500, 503, 200, 200]);
        var bodies = new List<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var hook = builder.Build();
        hook.Urls.Add("http://127.0.0.1:0");
        hook.MapPost("/hook", async (HttpRequest request) =>
        {
            Assert.Equal("Secret_1", request.Headers["X-Telegram-Bot-Api-Secret-Token"].ToString());
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            bodies.Add(await reader.ReadToEndAsync());
            return Results.StatusCode(answers.Dequeue());
        });
        await hook.StartAsync();
        await _client.SetWebhook($"{hook.Urls.First()}/hook", secretToken: "Secret_1");
        _bot.SendText(Sita, "एक");
        _bot.SendText(Sita, "दो");

        await _bot.WaitForAsync(() => _bot.Records.Updates.All(update => update.ConfirmedAt is not null));
        Assert.Equal([true, true, true, false], bodies.Select(body => body.Contains("एक", StringComparison.Ordinal)));
        Assert.Contains("503", (await _client.GetWebhookInfo()).LastErrorMessage, StringComparison.Ordinal);
        Assert.StartsWith("Bad Request: FAKE: bad webhook", await ErrorAsync(() => _client.SetWebhook("https://example.org/hook")));
    }

    [Fact]
    public async Task Unknown_tokens_and_methods_are_refused()
    {
        await RestartAsync(new FakeTelegramOptions { Tokens = [DefaultToken] });
        var stranger = new TelegramBotClient(new TelegramBotClientOptions("987654321:AnotherTokenThatOpensNothing_012345", _server.BaseAddress.ToString()) { RetryCount = 0 });

        Assert.Equal("Unauthorized", await ErrorAsync(() => stranger.GetMe(), 401));
        Assert.Equal((404, """{"ok":false,"error_code":404,"description":"Not Found: method not found"}"""), await CallAsync("sendMesage", "{}"));
        var (status, body) = await CallAsync("sendPoll", "{}");
        Assert.Equal(400, status);
        Assert.Contains("the method sendPoll is not modelled", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_come_as_address_form_or_JSON_alike()
    {
        _bot.Start(Sita);
        var address = new Uri(_server.BaseAddress, $"/bot{DefaultToken}/sendMessage");

        await _http.GetAsync(new Uri($"{address}?chat_id=7&text=%E0%A4%8F%E0%A4%95"));
        using var form = new FormUrlEncodedContent([new("chat_id", "7"), new("text", "दो"), new("reply_markup", """{"inline_keyboard":[[{"text":"हाँ","callback_data":"y"}]]}""")]);
        await _http.PostAsync(address, form);
        await CallAsync("SENDMESSAGE", """{"chat_id":"7","text":"तीन"}""");

        Assert.Equal(["एक", "दो", "तीन"], _bot.Records.Sends.Select(send => send.Message.Text));
        Assert.Equal(["हाँ"], _bot.Records.Sends[1].Message.Labels);
        Assert.Equal(3, _bot.Records.Calls("sendMessage"));
    }

    private async Task StartAsync(FakeTelegramOptions options)
    {
        _server = await FakeTelegramServer.StartAsync(options);
        _bot = _server.Bot();
        _client = new TelegramBotClient(new TelegramBotClientOptions(DefaultToken, _server.BaseAddress.ToString()) { RetryThreshold = 0, RetryCount = 0 });
    }

    private async Task RestartAsync(FakeTelegramOptions options)
    {
        await _server.DisposeAsync();
        await StartAsync(options);
    }

    private async Task<(int Status, string Body)> CallAsync(string method, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(_server.BaseAddress, $"/bot{DefaultToken}/{method}"), content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> ErrorAsync(Func<Task> call, int code = 0)
    {
        var error = await Assert.ThrowsAsync<ApiRequestException>(call);
        if (code != 0)
            Assert.Equal(code, error.ErrorCode);
        return error.Message;
    }
}
