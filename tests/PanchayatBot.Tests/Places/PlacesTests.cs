using PanchayatBot.Hosting;
using PanchayatBot.Places;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Places;

public sealed class PlacesTests(PostgresServer postgres) : IDisposable
{
    private const string Table = """
        state,district_lgd,district_en,district_hi,block_lgd,block_en,block_hi,panchayat_lgd,panchayat_en,panchayat_hi,head_en,head_hi,ward_en,ward_hi,block_word_en,block_word_hi
        BR,214,PURNIA,पूर्णिया,2007,PURNIA EAST,पूर्णिया पूर्व,900001,BAHADURPUR,बहादुरपुर,,,Ward 1,वार्ड 1,,
        10,214,PURNIA,पूर्णिया,2007,PURNIA EAST,पूर्णिया पूर्व,900001,BAHADURPUR,बहादुरपुर,,,Ward 2,वार्ड 2,,
        Bihar,214,PURNIA,पूर्णिया,1996,AMOUR,अमौर,900002,Bahadurpur,बहादुरपुर,,,,,,
        UP,640,AMETHI,अमेठी,1465,BAHADURPUR,बहादुरपुर,900003,Rampur Bishanpur,रामपुर बिशनपुर,Gram Pradhan,ग्राम प्रधान,,,Khand,खंड
        UP,640,AMETHI,,1482,TILOI,,,Sample,,,,,,,
        """;

    private readonly TempFolder _folder = new();

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    private static States States => ContentFiles.States(Path.Combine(TestBot.RepositoryRoot(), "content"));

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_table_is_imported_once_and_changes_never_delete(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var first = await ImportAsync(test, Table);
        Assert.Equal([(PlaceKind.State, 2), (PlaceKind.District, 2), (PlaceKind.Block, 4), (PlaceKind.Panchayat, 4), (PlaceKind.Ward, 2)], first.Added.OrderBy(one => one.Key).Select(one => (one.Key, one.Value)));
        Assert.Equal((0, 0, 2), (first.Changed, first.Unchanged, first.WithoutHindi));
        var again = await ImportAsync(test, Table);
        Assert.Empty(again.Added);
        Assert.Equal((0, 14), (again.Changed, again.Unchanged));
        // The Hindi name that this file lacks stays.
        var renamed = await ImportAsync(test, "State Code,District Code,District Name,Block Code,Block Name,Local Body Code,Local Body Name (In English)\n9,640,AMETHI,1465,BAHADURPUR,900003,Rampur Vishunpur");
        Assert.Equal((0, 1), (renamed.Added.Count, renamed.Changed));
        var place = await test.Database.ReadAsync(db => PlaceStore.LinkedAsync(db, "900003"));
        Assert.Equal(("रामपुर बिशनपुर", "Rampur Vishunpur", "900003"), (place!.NameHi, place.NameEn, place.LinkCode));
        var sample = Assert.Single(await test.Database.ReadAsync(db => PlaceSearch.PanchayatsAsync(db, "sample", null, 5)));
        Assert.Equal(sample.Id, (await test.Database.ReadAsync(db => PlaceStore.LinkedAsync(db, sample.LinkCode)))!.Id);
        foreach (var forged in new[] { "", "id", "id-1", "id999999999999999999999", "0", "2007", "1' or 1=1", "id" + (sample.Id + 1000) })
            Assert.Null(await test.Database.ReadAsync(db => PlaceStore.LinkedAsync(db, forged)));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Offices_are_called_as_the_panchayat_says_else_its_state_else_as_usual(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        await ImportAsync(test, Table);
        async Task<OfficeTitles> Of(string link) => await test.Database.ReadAsync(async db => await OfficeTitles.OfAsync(db, States, (await PlaceStore.LinkedAsync(db, link))!));
        var (bihar, own) = (await Of("900001"), await Of("900003"));
        Assert.Equal(("मुखिया", "पंचायत सचिव", "प्रखंड", "पंचायत सरकार भवन"), (bihar[Title.Head].Hindi, bihar[Title.Secretary].Hindi, bihar[Title.Block].Hindi, bihar[Title.Building].Hindi));
        Assert.Equal(("ग्राम प्रधान", "Gram Pradhan", "खंड", "सदस्य ग्राम पंचायत"), (own[Title.Head].Hindi, own[Title.Head].English, own[Title.Block].Hindi, own[Title.Member].Hindi));
        Assert.Equal("प्रधान", States.TitlesOf("UP")[Title.Head].Hindi);
        Assert.Equal("सरपंच", States.TitlesOf("cg")[Title.Head].Hindi);
        Assert.Equal("पंचायत सचिव", States.TitlesOf("TN")[Title.Secretary].Hindi);
        // A new word counts as a change, the same word does not.
        var again = await ImportAsync(test, Table.Replace("ग्राम प्रधान", "प्रधान जी", StringComparison.Ordinal));
        Assert.Equal(1, again.Changed);
        Assert.Equal("प्रधान जी", (await Of("900003"))[Title.Head].Hindi);
    }

    [Fact]
    public void Titles_that_are_missing_or_unknown_are_named_by_line()
    {
        var parsed = States.Parse("states.yml", """
            titles: {head: {hi: प्रमुख, en: Head}, member: {hi: सदस्य, en: Member}, secretary: {hi: सचिव, en: Secretary}, block: {hi: खंड, en: Block}, officer: {hi: अधिकारी, en: Officer}}
            BR:
              hi: बिहार
              en: Bihar
              titles:
                haed: {hi: मुखिया, en: Mukhiya}
                block: {hi: प्रखंड}
            """);
        Assert.Equal([1, 6, 7], parsed.Problems.Select(problem => problem.Line).Order());
        Assert.Contains("building", parsed.Problems.Single(problem => problem.Line == 1).ToString(), StringComparison.Ordinal);
        Assert.Contains("'head'", parsed.Problems.Single(problem => problem.Line == 6).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bahadurpur", "BR", 2)]
    [InlineData("बहादुरपुर", null, 2)]
    [InlineData("bahadur pur", "BR", 2)]
    [InlineData("bahadoor", null, 2)]
    [InlineData("ग्राम पंचायत बहादुर", null, 2)]
    [InlineData("rampur", "BR", 1)]
    [InlineData("rama", null, 1)]
    [InlineData("bishunpur rampur", null, 0)]
    [InlineData("बिशनपुर रामपुर", null, 1)]
    [InlineData("%", null, 0)]
    [InlineData("", null, 0)]
    [InlineData("😀", null, 0)]
    [InlineData("xyzzy", null, 0)]
    public async Task Names_are_found_in_either_script_and_half_finished(string typed, string? state, int count)
    {
        await using var test = await TestDatabase.NewAsync(Dialect.Sqlite, postgres);
        await ImportAsync(test, Table);
        var found = await test.Database.ReadAsync(db => PlaceSearch.PanchayatsAsync(db, typed, state, 10));
        Assert.Equal(count, found.Count);
    }

    [Fact]
    public void Mistakes_are_told_by_line_and_the_file_by_name()
    {
        var path = Write("""
            state,district_en,block_en,panchayat_en,panchayat_lgd
            BR,Purnia,Amour,Rampur,12a
            ZZ,Purnia,Amour,Rampur,
            BR,,Amour,Rampur,
            BR,Purnia,,Rampur,

            BR,Purnia,Amour,Good,7
            """, "places.csv");
        var parsed = PlaceFile.Read(path, States);
        Assert.Equal([2, 3, 4, 5], parsed.Problems.Select(problem => problem.Line));
        Assert.All(parsed.Problems, problem => Assert.Equal("places.csv", problem.File));
        Assert.Contains("12a", parsed.Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("district_en", Assert.Single(PlaceFile.Read(Write("state,block_en\nBR,x", "b.csv"), States).Problems).ToString(), StringComparison.Ordinal);
        Assert.Contains(".xlsx", Assert.Single(PlaceFile.Read(Write("x", "c.txt"), States).Problems).ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<PlaceImportReport> ImportAsync(TestDatabase test, string table)
    {
        var parsed = PlaceFile.Read(Write(table, $"{Guid.NewGuid():N}.csv"), States);
        Assert.Empty(parsed.Problems);
        return await test.Database.WriteAsync(db => new PlaceImport(db, States).RunAsync(parsed.Value!));
    }

    private string Write(string text, string name) => _folder.Write(name, text);
}
