using CsCheck;
using PanchayatBot.Content;
using PanchayatBot.Ledger;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Offices;

/// <summary>An office is worth what its invitations are worth: used once, by nobody without the code, and never more than the giver holds.</summary>
public sealed class InvitationTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 4, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_many_who_use_it_at_once_exactly_one_gets_the_office(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var town = await Town.BuildAsync(test.Database);
        var hash = await town.InviteAsync(town.Officer, Role.Secretary, town.Rampur);
        var people = await test.Database.WriteAsync(async db =>
        {
            var added = new List<long>();
            for (var i = 0; i < 8; i++)
                added.Add(await PersonStore.AddAsync(db, new Bilingual($"क {i}", $"K {i}"), null, Now));
            return added;
        });
        var outcomes = await Task.WhenAll(people.Select(person => Task.Run(() => test.Database.WriteAsync(async db =>
            await Invitations.UseAsync(db, (await Invitations.FindAsync(db, hash))!, person, Now)))));
        Assert.Equal(1, outcomes.Count(outcome => outcome == InvitationStanding.Open));
        Assert.Equal(7, outcomes.Count(outcome => outcome == InvitationStanding.Used));
        var holders = (await test.Database.ReadAsync(Grants.AllAsync)).Where(grant => people.Contains(grant.PersonId)).ToList();
        Assert.Equal((people[Array.IndexOf(outcomes, InvitationStanding.Open)], Role.Secretary, town.Rampur), (Assert.Single(holders).PersonId, holders[0].Role, holders[0].PlaceId));
        Assert.Equal(["invitation.made", "invitation.used"], await town.ActsAsync(town.Rampur, "invitation:"));
        Assert.Empty((await LedgerCheck.RunAsync(test.Database, default)).Faults);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Who_was_removed_yesterday_appoints_nobody_today(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var town = await Town.BuildAsync(test.Database);
        var hash = await town.InviteAsync(town.Secretary, Role.WardMember, town.Rampur);
        await test.Database.WriteAsync(async db => Assert.Equal(Ending.Ended, await Appointments.EndAsync(db, town.Secretary, Role.Secretary, town.Rampur, town.Officer, Now)));
        await test.Database.WriteAsync(async db =>
        {
            var invitation = (await Invitations.FindAsync(db, hash))!;
            Assert.Equal(InvitationStanding.Withdrawn, await Invitations.UseAsync(db, invitation, town.Stranger, Now));
            Assert.Equal(Role.Citizen, await Grants.HighestAsync(db, town.Stranger));
            // However often it is tried, the register holds it once.
            for (var i = 0; i < 3; i++)
                await Invitations.RefuseAsync(db, invitation, InvitationStanding.Withdrawn, town.Stranger, Now);
            await Invitations.RefuseAsync(db, invitation, InvitationStanding.Expired, town.Stranger, Now);
        });
        Assert.Equal(["invitation.made", "invitation.refused", "invitation.refused"], await town.ActsAsync(town.Rampur, "invitation:"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Expired_or_withdrawn_it_opens_nothing(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var town = await Town.BuildAsync(test.Database);
        var (late, back) = (await town.InviteAsync(null, Role.Officer, town.Block), await town.InviteAsync(town.Officer, Role.Secretary, town.Rampur));
        await test.Database.WriteAsync(async db =>
        {
            Assert.Equal(InvitationStanding.Open, await Invitations.StandingAsync(db, (await Invitations.FindAsync(db, late))!, Now + Week - TimeSpan.FromSeconds(1)));
            Assert.Equal(InvitationStanding.Expired, await Invitations.UseAsync(db, (await Invitations.FindAsync(db, late))!, town.Stranger, Now + Week));
            Assert.True(await Invitations.WithdrawAsync(db, (await Invitations.FindAsync(db, back))!, town.Officer, Now));
            Assert.False(await Invitations.WithdrawAsync(db, (await Invitations.FindAsync(db, back))!, town.Officer, Now));
            Assert.Equal(InvitationStanding.Withdrawn, await Invitations.UseAsync(db, (await Invitations.FindAsync(db, back))!, town.Stranger, Now));
            Assert.Equal(Role.Citizen, await Grants.HighestAsync(db, town.Stranger));
        });
        Assert.Equal(["invitation.made", "invitation.withdrawn"], await town.ActsAsync(town.Rampur, "invitation:"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_code_is_kept_nowhere_and_cannot_be_guessed(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var town = await Town.BuildAsync(test.Database);
        var word = await test.Database.WriteAsync(db => Invitations.MakeAsync(db, Role.Secretary, town.Rampur, town.Officer, null, Now, Week));
        var code = word[Invitations.LinkPrefix.Length..];
        Assert.Matches("^[A-Za-z]{24}$", code);
        await test.Database.ReadAsync(async db =>
        {
            Assert.NotNull(await Invitations.LinkedAsync(db, code));
            foreach (var guess in new[] { "", code.ToLowerInvariant(), code.ToUpperInvariant(), code[1..], code + "a", " " + code, "%", "' or 1=1 --" })
                Assert.Null(await Invitations.LinkedAsync(db, guess));
            var row = await db.SingleAsync<string>("select code_hash || role || coalesce(channel, '') || coalesce(chat_id, '') from invitation");
            var details = await db.SingleAsync<string>("select subject || details from ledger_entry where act = 'invitation.made'");
            Assert.DoesNotContain(code, row + details, StringComparison.Ordinal);
            return true;
        });
        var known = await test.Database.ReadAsync(db => db.SingleAsync<string>("select code_hash from invitation"));
        await Gen.String.SampleAsync(async guess => await test.Database.ReadAsync(async db => guess == code || await Invitations.LinkedAsync(db, guess) is null), iter: 100);
        Assert.Null(await test.Database.ReadAsync(db => Invitations.LinkedAsync(db, known)));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nobody_gives_or_ends_more_than_they_hold(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var town = await Town.BuildAsync(test.Database);
        await test.Database.ReadAsync(async db =>
        {
            foreach (var placeId in new[] { town.State, town.Block, town.Rampur, town.Far })
            {
                var place = (await PlaceStore.FindAsync(db, placeId))!;
                foreach (var person in new long?[] { null, town.Stranger, town.Member, town.Secretary, town.Officer, town.Administrator })
                {
                    var highest = (await Grants.RolesAsync(db, person, placeId)).DefaultIfEmpty(Role.Citizen).Max();
                    foreach (var role in Enum.GetValues<Role>())
                    {
                        if (await Appointments.MayGiveAsync(db, person, role, place))
                            Assert.True(role <= highest && highest >= Role.Secretary && role > Role.Citizen, $"{highest} gives {role} in {place.NameEn}");
                        if (await Appointments.MayEndAsync(db, person, role, placeId))
                            Assert.True(role <= highest && highest >= Role.Secretary, $"{highest} ends {role} in {place.NameEn}");
                    }
                }
            }

            var (rampur, far, block) = ((await PlaceStore.FindAsync(db, town.Rampur))!, (await PlaceStore.FindAsync(db, town.Far))!, (await PlaceStore.FindAsync(db, town.Block))!);
            Assert.True(await Appointments.MayGiveAsync(db, town.Secretary, Role.WardMember, rampur));
            Assert.True(await Appointments.MayGiveAsync(db, town.Secretary, Role.Secretary, rampur));
            Assert.False(await Appointments.MayGiveAsync(db, town.Secretary, Role.Secretary, far));
            Assert.True(await Appointments.MayGiveAsync(db, town.Officer, Role.Officer, block));
            Assert.False(await Appointments.MayGiveAsync(db, town.Officer, Role.Secretary, far));
            Assert.True(await Appointments.MayGiveAsync(db, town.Administrator, Role.Secretary, far));
            return true;
        });
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_last_administrator_stays_even_when_two_end_each_other_at_once(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var town = await Town.BuildAsync(test.Database);
        await test.Database.WriteAsync(db => Appointments.GiveAsync(db, town.Stranger, Role.Administrator, town.State, town.Administrator, Now));
        var ends = await Task.WhenAll(new[] { (town.Stranger, town.Administrator), (town.Administrator, town.Stranger) }.Select(pair =>
            Task.Run(() => test.Database.WriteAsync(db => Appointments.EndAsync(db, pair.Item1, Role.Administrator, town.State, pair.Item2, Now)))));
        Assert.Equal([Ending.Ended, Ending.LastAdministrator], ends.Order());
        Assert.Single(await test.Database.ReadAsync(Grants.AllAsync), grant => grant.Role == Role.Administrator);
        Assert.Equal(["grant.given", "grant.revoked"], await town.ActsAsync(town.State, "person:"));
    }

    /// <summary>A state with two blocks, and somebody in each office.</summary>
    private sealed class Town
    {
        private readonly Database _database;

        private Town(Database database) => _database = database;

        public long State { get; private set; }
        public long Block { get; private set; }
        public long Rampur { get; private set; }
        public long Far { get; private set; }
        public long Stranger { get; private set; }
        public long Member { get; private set; }
        public long Secretary { get; private set; }
        public long Officer { get; private set; }
        public long Administrator { get; private set; }

        public static async Task<Town> BuildAsync(Database database)
        {
            var town = new Town(database);
            await database.WriteAsync(async db =>
            {
                town.State = await PlaceStore.AddAsync(db, PlaceKind.State, null, "BR", new Bilingual("बिहार", "Bihar"), 10);
                town.Block = await PlaceStore.AddAsync(db, PlaceKind.Block, town.State, "BR", new Bilingual("अमौर", "Amour"), null);
                town.Rampur = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, town.Block, "BR", new Bilingual("रामपुर", "Rampur"), null);
                var other = await PlaceStore.AddAsync(db, PlaceKind.Block, town.State, "BR", new Bilingual("बैसी", "Baisi"), null);
                town.Far = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, other, "BR", new Bilingual("रामपुर", "Rampur"), null);
                town.Stranger = await PersonStore.AddAsync(db, new Bilingual("अजनबी", "Stranger"), null, Now);
                town.Member = await AppointAsync(db, Role.WardMember, town.Rampur);
                town.Secretary = await AppointAsync(db, Role.Secretary, town.Rampur);
                town.Officer = await AppointAsync(db, Role.Officer, town.Block);
                town.Administrator = await AppointAsync(db, Role.Administrator, town.State);
            });
            return town;
        }

        /// <summary>Makes an invitation and returns its hash.</summary>
        public Task<string> InviteAsync(long? by, Role role, long place) => _database.WriteAsync(async db =>
        {
            var word = await Invitations.MakeAsync(db, role, place, by, null, Now, Week);
            return (await Invitations.LinkedAsync(db, word[Invitations.LinkPrefix.Length..]))!.CodeHash;
        });

        /// <summary>What the register says was done about things of one sort, sorted by name.</summary>
        public async Task<IReadOnlyList<string>> ActsAsync(long place, string about) =>
            [.. (await _database.ReadAsync(db => LedgerBook.NewestAsync(db, place, 100))).Where(entry => entry.Subject.StartsWith(about, StringComparison.Ordinal)).Select(entry => entry.Act).Order(StringComparer.Ordinal)];

        private static async Task<long> AppointAsync(Db db, Role role, long place)
        {
            var person = await PersonStore.AddAsync(db, new Bilingual($"{role}", $"{role}"), place, Now);
            await Grants.GiveAsync(db, person, role, place, Now);
            return person;
        }
    }
}
