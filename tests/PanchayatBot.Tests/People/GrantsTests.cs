using PanchayatBot.Content;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.People;

public sealed class GrantsTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 4, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task A_grant_holds_below_its_place_and_nowhere_else(Dialect dialect)
    {
        await using var database = await TestDatabase.NewAsync(dialect, postgres);
        await database.Database.WriteAsync(async db =>
        {
            var block = await PlaceStore.AddAsync(db, PlaceKind.Block, null, "BR", new Bilingual("प्रखंड", "Block"), null);
            var otherBlock = await PlaceStore.AddAsync(db, PlaceKind.Block, null, "BR", new Bilingual("दूसरा प्रखंड", "Other block"), null);
            var ours = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, block, "BR", new Bilingual("रामपुर", "Rampur"), null);
            var neighbour = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, block, "BR", new Bilingual("बहादुरपुर", "Bahadurpur"), null);
            var far = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, otherBlock, "BR", new Bilingual("बहादुरपुर", "Bahadurpur"), null);
            var ward = await PlaceStore.AddAsync(db, PlaceKind.Ward, ours, "BR", new Bilingual("वार्ड 1", "Ward 1"), null);
            var secretary = await PersonStore.AddAsync(db, new Bilingual("रमेश", "Ramesh"), ours, Now);
            var officer = await PersonStore.AddAsync(db, new Bilingual("अनीता", "Anita"), block, Now);
            var citizen = await PersonStore.AddAsync(db, new Bilingual("सीता", "Sita"), ours, Now);
            await Grants.GiveAsync(db, secretary, Role.Secretary, ours, Now);
            await Grants.GiveAsync(db, officer, Role.Officer, block, Now);

            Assert.True(await Grants.HoldsAsync(db, secretary, Role.Secretary, ours));
            Assert.True(await Grants.HoldsAsync(db, secretary, Role.WardMember, ward));
            Assert.False(await Grants.HoldsAsync(db, secretary, Role.Officer, ours));
            Assert.False(await Grants.HoldsAsync(db, secretary, Role.Secretary, neighbour));
            Assert.False(await Grants.HoldsAsync(db, secretary, Role.Secretary, block));
            Assert.True(await Grants.HoldsAsync(db, officer, Role.Secretary, neighbour));
            Assert.False(await Grants.HoldsAsync(db, officer, Role.Secretary, far));
            Assert.False(await Grants.HoldsAsync(db, citizen, Role.WardMember, ours));
            Assert.False(await Grants.HoldsAsync(db, null, Role.Secretary, ours));

            Assert.Equal([neighbour, ours], (await Grants.PanchayatsAsync(db, officer, Role.Secretary)).Select(place => place.Id));
            Assert.Equal([ours], (await Grants.PanchayatsAsync(db, secretary, Role.Secretary)).Select(place => place.Id));
            Assert.Empty(await Grants.PanchayatsAsync(db, citizen, Role.Secretary));
            Assert.Empty(await Grants.PanchayatsAsync(db, null, Role.Secretary));
            Assert.Equal(Role.Citizen, await Grants.HighestAsync(db, citizen));
        });
    }
}
