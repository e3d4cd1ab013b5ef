namespace PanchayatBot.FakeTelegram.Load;

/// <summary>The questions that simulated people ask, one a line; lines that begin with # are remarks.</summary>
internal sealed class Corpus
{
    private readonly string[] _questions;

    private Corpus(IEnumerable<string> lines) =>
        _questions = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>The question at this place, counted round and round.</summary>
    public string this[int number] => _questions[number % _questions.Length];

    /// <summary>Reads a file; null reads the questions that come with this program.</summary>
    /// <exception cref="InvalidDataException">There is no question in it.</exception>
    public static Corpus Read(FileInfo? file)
    {
        using var reader = file is null
            ? new StreamReader(typeof(Corpus).Assembly.GetManifestResourceStream("corpus.txt")!)
            : file.OpenText();
        var corpus = new Corpus(reader.ReadToEnd().Split('\n'));
        return corpus._questions.Length > 0 ? corpus : throw new InvalidDataException($"No question in {file?.Name ?? "corpus.txt"}.");
    }
}
