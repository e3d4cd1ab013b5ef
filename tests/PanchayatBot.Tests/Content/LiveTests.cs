using Microsoft.Extensions.Time.Testing;
using PanchayatBot.Content;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Content;

public sealed class LiveTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _log = [];
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_there_from_the_start_in_the_order_of_their_names()
    {
        Write("b", "2");
        Write("a", "1");
        _folder.Write("other.md", "x");
        using var live = Load();
        Assert.Equal("1 2", live.Value);
        Assert.Empty(live.Problems);
    }

    [Fact]
    public void Saved_added_and_deleted_files_are_taken_up()
    {
        Write("a", "1");
        using var live = Load();
        var changes = 0;
        live.Changed += (_, _) => changes++;

        Write("a", "11");
        Write("b", "2");
        Assert.True(live.Refresh());
        Assert.Equal("11 2", live.Value);

        File.Delete(Path.Combine(_folder.Path, "a.txt"));
        Assert.True(live.Refresh());
        Assert.Equal("2", live.Value);
        Assert.False(live.Refresh());
        Assert.Equal(2, changes);
    }

    [Fact]
    public void A_broken_file_keeps_its_last_good_version_and_is_reported_once()
    {
        Write("a", "1");
        Write("b", "2");
        using var live = Load();
        Write("a", "\nbroken");
        Write("b", "22");
        live.Refresh();
        live.Refresh();
        Assert.Equal("1 22", live.Value);
        Assert.Equal($"{_folder.Path}/a.txt:2: no number", Assert.Single(live.Problems).ToString());
        Assert.Single(_log, line => line.EndsWith("a.txt:2: no number", StringComparison.Ordinal));

        Write("a", "3");
        live.Refresh();
        Assert.Equal("3 22", live.Value);
        Assert.Empty(live.Problems);
        Assert.Single(_log, line => line.EndsWith("a.txt is in order again", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_was_broken_from_the_start_is_left_out_until_it_is_right()
    {
        Write("a", "x");
        Write("b", "2");
        using var live = Load();
        Assert.Equal("2", live.Value);
        Write("a", "1");
        live.Refresh();
        Assert.Equal("1 2", live.Value);
    }

    [Fact]
    public void A_mistake_of_style_is_reported_and_the_file_used()
    {
        Write("a", "1 ");
        using var live = Load();
        Assert.Equal("1", live.Value);
        Assert.Equal("space at the end", Assert.Single(live.Problems).Message);
    }

    [Fact]
    public void Mistakes_between_files_are_reported()
    {
        Write("a", "1");
        Write("b", "1");
        using var live = Load();
        Assert.Equal("1 twice", Assert.Single(live.Problems).Message);
        Write("b", "2");
        live.Refresh();
        Assert.Empty(live.Problems);
    }

    [Fact]
    public void A_folder_may_appear_later()
    {
        using var live = Load("later");
        Assert.Equal("", live.Value);
        _folder.Write("later/a.txt", "1");
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("1", live.Value);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_reported_and_tried_again()
    {
        Write("a", "1");
        using var live = Load();
        var path = Path.Combine(_folder.Path, "a.txt");
        File.Delete(path);
        File.CreateSymbolicLink(path, Path.Combine(_folder.Path, "nowhere"));
        live.Refresh();
        Assert.Equal("1", live.Value);
        Assert.Contains("cannot be read", Assert.Single(live.Problems).Message, StringComparison.Ordinal);
        Assert.False(live.Refresh());

        File.WriteAllText(Path.Combine(_folder.Path, "nowhere"), "7");
        live.Refresh();
        Assert.Equal("7", live.Value);
    }

    [Fact]
    public void Another_basis_has_all_files_read_anew()
    {
        Write("a", "1");
        object basis = "first";
        var parsed = 0;
        using var live = new Live<string, string>(
            _folder.Path,
            new("*.txt", (file, text) => { Interlocked.Increment(ref parsed); return new(text, []); }, items => (string.Join(' ', items), []), () => basis),
            new ListLogger(_log),
            _clock);
        live.Refresh();
        Assert.Equal(1, parsed);
        basis = "second";
        Assert.True(live.Refresh());
        Assert.Equal(2, parsed);
    }

    [Fact]
    public async Task A_saved_file_is_in_force_soon_without_asking()
    {
        Write("a", "1");
        using var live = new Live<string, string>(_folder.Path, Files, new ListLogger(_log), TimeProvider.System);
        var swapped = new TaskCompletionSource();
        live.Changed += (_, _) => swapped.TrySetResult();
        Write("a", "2");

        // The promise is five seconds; a machine busy with builds gets more before the test calls it broken.
        await swapped.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal("2", live.Value);
    }

    [Fact]
    public void Without_word_from_the_file_system_the_regular_look_finds_it()
    {
        // The folder is not there at first, so nobody watches it.
        using var live = Load("quiet");
        _folder.Write("quiet/a.txt", "1");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("", live.Value);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("1", live.Value);
    }

    [Fact]
    public void A_mistake_of_ours_in_one_file_does_not_keep_the_others_back()
    {
        Write("a", "1");
        Write("b", "2");
        using var live = Load();
        Write("a", "bug");
        Write("b", "22");
        live.Refresh();
        Assert.Equal("1 22", live.Value);
        Assert.Contains("InvalidOperationException", Assert.Single(live.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_that_fails_leaves_everything_as_it_was()
    {
        // A folder that nobody watches, so that the clock alone decides when it is looked at.
        var fails = false;
        using var live = new Live<string, string>(
            Path.Combine(_folder.Path, "quiet"),
            Files with { Combine = items => fails ? throw new InvalidOperationException("a bug") : (string.Join(' ', items), []) },
            new ListLogger(_log),
            _clock);
        _folder.Write("quiet/a.txt", "1");
        _clock.Advance(TimeSpan.FromSeconds(2));
        fails = true;
        _folder.Write("quiet/b.txt", "2");
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("1", live.Value);
        Assert.Contains(_log, line => line.Contains("could not be looked at", StringComparison.Ordinal));
    }

    private static LiveFiles<string, string> Files { get; } = new(
        "*.txt",
        (file, text) => text == "bug" ? throw new InvalidOperationException("a bug")
            : !int.TryParse(text, out _) ? new(null, [new(file, text.Split('\n').Length, "no number")])
            : new(text.Trim(), text.EndsWith(' ') ? [new(file, 1, "space at the end")] : []),
        items => (string.Join(' ', items), [.. items.GroupBy(item => item).Where(same => same.Count() > 1).Select(same => new ContentProblem("whole", 1, $"{same.Key} twice"))]));

    private Live<string, string> Load(string under = "") => new(Path.Combine(_folder.Path, under), Files, new ListLogger(_log), _clock);

    private void Write(string name, string text) => _folder.Write(name + ".txt", text);
}
