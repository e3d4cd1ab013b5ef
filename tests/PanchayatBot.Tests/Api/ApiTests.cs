using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PanchayatBot.Api;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Dashboard;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Api;

/// <summary>Tables for programs, over HTTP from the running bot: with the right key all of the own place, and nothing else for anybody.</summary>
public sealed class ApiTests(PostgresServer postgres)
{
    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_sheet_and_a_program_get_the_votes_and_meetings_of_the_place(Dialect dialect)
    {
        await using var world = await OfficeWorld.StartAsync(dialect, postgres);
        using var http = new HttpClient { BaseAddress = world.Address };
        var key = await KeyAsync(world, "anita", "Purnia East");

        // As a sheet imports it: the key in the address.
        using var csv = await http.GetAsync($"/api/v1/polls.csv?key={key}");
        Assert.Equal(("text/csv", "no-store"), (csv.Content.Headers.ContentType!.MediaType, csv.Headers.CacheControl!.ToString()));
        var rows = Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync());
        Assert.Contains(OfficeWorld.ClosedQuestion.Hindi, rows, StringComparison.Ordinal);
        Assert.DoesNotContain(OfficeWorld.FarQuestion.Hindi, rows, StringComparison.Ordinal);

        // As a program asks: the key in the header.
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var json = JsonDocument.Parse(await http.GetStringAsync("/api/v1/polls?language=en"));
        var closed = json.RootElement.EnumerateArray().Single(poll => poll.GetProperty("question").GetString() == OfficeWorld.ClosedQuestion.English);
        Assert.True(closed.GetProperty("people").GetInt64() > 0);
        var secret = json.RootElement.EnumerateArray().Single(poll => poll.GetProperty("question").GetString() == OfficeWorld.SecretQuestion.English);
        Assert.Equal(JsonValueKind.Null, secret.GetProperty("people").ValueKind);
        Assert.All(secret.GetProperty("options").EnumerateArray(), option => Assert.Equal(JsonValueKind.Null, option.GetProperty("total").ValueKind));

        using var one = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/polls/{world.Polls[OfficeWorld.ClosedQuestion]}/results.json?language=en"));
        Assert.Equal(OfficeWorld.ClosedQuestion.English, one.RootElement[0].GetProperty("question").GetString());
        Assert.NotEmpty(await http.GetByteArrayAsync($"/api/v1/polls/{world.Polls[OfficeWorld.ClosedQuestion]}/results.xlsx"));
        using var meetings = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/meetings.json?place=id{world.Places["Madhuban"]}"));
        Assert.All(meetings.RootElement.EnumerateArray(), row => Assert.Equal("मधुबन", row.GetProperty("panchayat").GetString()));
        Assert.NotEmpty(await world.Database.ReadAsync(db => db.QueryAsync<string>("select used_on from api_key where used_on is not null")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nobody_gets_what_is_not_theirs(Dialect dialect)
    {
        await using var world = await OfficeWorld.StartAsync(dialect, postgres);
        using var http = new HttpClient { BaseAddress = world.Address };
        var far = await KeyAsync(world, "vimla", "Katihar");
        var near = await KeyAsync(world, "ramesh", "Namunapur");
        var poll = world.Polls[OfficeWorld.ClosedQuestion];
        async Task<HttpStatusCode> AskAsync(string path, string? key)
        {
            using var answer = await http.GetAsync(key is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}key={Uri.EscapeDataString(key)}");
            return answer.StatusCode;
        }

        foreach (var key in new[] { null, "", "x", ApiKeys.Prefix + new string('A', 24), "' or 1=1 --", new string('a', 5_000) })
        {
            foreach (var path in new[] { "/api/v1/polls.csv", "/api/v1/polls", $"/api/v1/polls/{poll}/results.json", "/api/v1/meetings.xlsx" })
                Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(path, key));
        }

        Assert.Equal(HttpStatusCode.NotFound, await AskAsync($"/api/v1/polls/{poll}/results.json", far));
        Assert.Equal(HttpStatusCode.OK, await AskAsync($"/api/v1/polls/{poll}/results.json", near));
        foreach (var place in new[] { "Purnia East", "Purnia", "Bihar", "Madhuban", "Durgaon" })
            Assert.Equal(HttpStatusCode.BadRequest, await AskAsync($"/api/v1/polls.csv?place=id{world.Places[place]}", near));
        foreach (var wrong in new[] { "place=x", "place=-1", "place=id", "place=id99999999999999999999", "place=%27%20or%201=1", "quarter=2026", "quarter=202602", "quarter=../..", "language=fr" })
            Assert.Equal(HttpStatusCode.BadRequest, await AskAsync($"/api/v1/polls.csv?{wrong}", near));
        foreach (var path in new[] { "/api/v1/ballots.csv", "/api/v1/polls.exe", "/api/v1/..%2f..%2fetc%2fpasswd", $"/api/v1/polls/{poll}/ballots.csv", $"/api/v1/meetings/{poll}/results.csv", "/api/v1/polls/x/results.csv", "/api/v1/polls/99999999999999999999/results.csv" })
            Assert.Equal(HttpStatusCode.NotFound, await AskAsync(path, near));
        using var posted = await http.PostAsync($"/api/v1/polls.csv?key={near}", new StringContent(new string('x', 100_000)));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);

        // Revoked, or of somebody who lost the office: at once.
        var id = await world.Database.ReadAsync(db => db.SingleAsync<long>("select max(id) from api_key"));
        Assert.False(await world.Database.WriteAsync(db => ApiKeys.RevokeAsync(db, id, world.People["vimla"], DateTimeOffset.UtcNow)));
        Assert.True(await world.Database.WriteAsync(db => ApiKeys.RevokeAsync(db, id, world.People["ramesh"], DateTimeOffset.UtcNow)));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("/api/v1/polls.csv", near));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/api/v1/polls.csv", far));
        await world.Database.WriteAsync(db => Appointments.EndAsync(db, world.People["vimla"], Role.Officer, world.Places["Katihar"], null, DateTimeOffset.UtcNow));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("/api/v1/polls.csv", far));

        Assert.Equal(["apikey-made", "apikey-made", "apikey-revoked"], await world.Database.ReadAsync(db => db.QueryAsync<string>("select act from ledger_entry where act like 'apikey-%' order by act, number")));
        var kept = string.Join('\n', await world.Database.ReadAsync(db => db.QueryAsync<string>("select key_hash || label from api_key union all select details from ledger_entry where act like 'apikey-%'")));
        Assert.DoesNotContain(near[ApiKeys.Prefix.Length..], kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_wait_and_the_answers_say_how_long()
    {
        await using var world = await OfficeWorld.StartAsync(Dialect.Sqlite, postgres);
        using var http = new HttpClient { BaseAddress = world.Address };
        var key = await KeyAsync(world, "anita", "Purnia East");
        var answers = new List<HttpResponseMessage>();
        for (var request = 0; request < 80; request++)
            answers.Add(await http.GetAsync($"/api/v1/meetings.csv?key={key}"));
        var late = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(late);
        Assert.All(late, answer => Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        Assert.True(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK) >= 60);
    }

    [Fact]
    public async Task The_description_names_every_table_and_is_open_to_all()
    {
        await using var world = await OfficeWorld.StartAsync(Dialect.Sqlite, postgres);
        using var http = new HttpClient { BaseAddress = world.Address };
        using var document = JsonDocument.Parse(await http.GetStringAsync("/api/v1/openapi.json"));
        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Equal(9, paths.Count);
        var key = await KeyAsync(world, "anita", "Purnia East");
        foreach (var path in paths)
        {
            using var answer = await http.GetAsync($"{path.Replace("{id}", $"{world.Polls[OfficeWorld.ClosedQuestion]}", StringComparison.Ordinal)}?key={key}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(document.RootElement.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Single().Name, answer.Content.Headers.ContentType!.MediaType);
        }
    }

    private static Task<string> KeyAsync(OfficeWorld world, string who, string place) =>
        world.Database.WriteAsync(db => ApiKeys.MakeAsync(db, world.Places[place], world.People[who], "शीट", DateTimeOffset.UtcNow));
}
