using System.Data.Common;
using PanchayatBot.Content;
using PanchayatBot.Ledger;
using PanchayatBot.Places;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Ledger;

public sealed class LedgerTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 4, 30, 0, 123, 456, TimeSpan.Zero);

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    /// <summary>What somebody with the database in hand might do, and the entry at which it must be found.</summary>
    public static TheoryData<Dialect, string, long> Tamperings()
    {
        var data = new TheoryData<Dialect, string, long>();
        foreach (var dialect in new[] { Dialect.Sqlite, Dialect.PostgreSql })
        {
            data.Add(dialect, "update ledger_entry set details = '{\"people\":9999}' where number = 4", 4);
            data.Add(dialect, "update ledger_entry set actor_id = null where number = 1", 1);
            data.Add(dialect, "update ledger_entry set act = subject, subject = act where number = 7", 7);
            data.Add(dialect, "update ledger_entry set hash = (select hash from ledger_entry where number = 2) where number = 3", 3);
            data.Add(dialect, "update ledger_entry set at = (select at from ledger_entry where number = 1) where number = 10", 10);
            data.Add(dialect, "delete from ledger_entry where number = 5", 5);
            data.Add(dialect, "delete from ledger_entry where number = 10", 10);
            data.Add(dialect, "delete from ledger_entry where number >= 8", 8);
            data.Add(dialect, "delete from ledger_entry", 1);
            data.Add(dialect, "delete from ledger_head", 11);
            data.Add(dialect, "update ledger_entry set number = number + 100 where number = 6", 6);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Entries_are_sealed_and_the_database_refuses_to_change_them(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var place = await FillAsync(test.Database);
        var about = await test.Database.ReadAsync(db => LedgerBook.AboutAsync(db, place, "notice:3"));
        var entry = Assert.Single(about);
        Assert.Equal((3, 77, "notice.published", """{"people":3,"where":"पंचायत भवन"}"""), (entry.Number, entry.ActorId, entry.Act, entry.Details));
        Assert.Equal(entry.At, DateTimeOffset.FromUnixTimeMilliseconds(Now.AddMinutes(3).ToUnixTimeMilliseconds()));
        Assert.Equal([10, 9], (await test.Database.ReadAsync(db => LedgerBook.NewestAsync(db, place, 2))).Select(one => one.Number));
        foreach (var sql in new[] { "update ledger_entry set act = 'x'", "delete from ledger_entry" })
            await Assert.ThrowsAnyAsync<DbException>(() => test.Database.WriteAsync(db => db.ExecuteAsync(sql)));
        var report = await LedgerCheck.RunAsync(test.Database, default);
        Assert.Equal((2, 11), (report.Places, report.Entries));
        Assert.Empty(report.Faults);
    }

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task Whoever_gets_around_the_database_is_found_and_the_entry_is_named(Dialect dialect, string sql, long number)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var place = await FillAsync(test.Database);
        await test.Database.WriteAsync(async db =>
        {
            await db.ExecuteAsync(dialect == Dialect.Sqlite
                ? "drop trigger ledger_entry_never_changed; drop trigger ledger_entry_never_deleted"
                : "alter table ledger_entry disable trigger ledger_entry_append_only");
            var where = sql.Contains("where", StringComparison.Ordinal) ? " and place_id = @place" : " where place_id = @place";
            await db.ExecuteAsync(sql.Contains("(select", StringComparison.Ordinal) ? sql.Replace(") where", " and place_id = @place) where") + " and place_id = @place" : sql + where, new { place });
        });
        var fault = Assert.Single((await LedgerCheck.RunAsync(test.Database, default)).Faults);
        Assert.Equal((place, number), (fault.PlaceId, fault.Number));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Writers_of_one_chain_queue_up(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var place = await FillAsync(test.Database);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            test.Database.WriteAsync(db => LedgerBook.WriteAsync(db, place, i, "notice.seen", $"notice:{i}", new { }, Now)))));
        var report = await LedgerCheck.RunAsync(test.Database, default);
        Assert.Empty(report.Faults);
        Assert.Equal(51, report.Entries);
    }

    [Fact]
    public void Nothing_can_move_from_one_field_into_the_next_unseen()
    {
        var one = new LedgerEntry { PlaceId = 1, Number = 1, At = Now, Act = "ab", Subject = "c", Details = "{}" };
        Assert.NotEqual(one.HashAfter(""), (one with { Act = "a", Subject = "bc" }).HashAfter(""));
        Assert.NotEqual(one.HashAfter(""), (one with { ActorId = 0 }).HashAfter(""));
        Assert.NotEqual(one.HashAfter(""), one.HashAfter("0"));
        Assert.Matches("^[0-9a-f]{64}$", one.HashAfter(""));
    }

    /// <summary>Ten entries of one place, one of another.</summary>
    private static Task<long> FillAsync(Database database) => database.WriteAsync(async db =>
    {
        var place = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, null, "BR", new Bilingual("रामपुर", "Rampur"), null);
        var other = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, null, "BR", new Bilingual("बहादुरपुर", "Bahadurpur"), null);
        for (var i = 1; i <= 10; i++)
            await LedgerBook.WriteAsync(db, place, 77, "notice.published", $"notice:{i}", new { people = i, where = "पंचायत भवन" }, Now.AddMinutes(i));
        await LedgerBook.WriteAsync(db, other, null, "poll.opened", "poll:1", new { }, Now);
        return place;
    });
}
