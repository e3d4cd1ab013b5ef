namespace PanchayatBot.Content;

/// <summary>One mistake in a content file, told so that whoever edits the file can put it right.</summary>
/// <param name="File">Path of the file as the reader was given it.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ContentProblem(string File, int Line, string Message)
{
    /// <summary><c>file:line: message</c>, the form editors and terminals turn into a link.</summary>
    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>What came of reading one file.</summary>
/// <typeparam name="T">What the file describes.</typeparam>
/// <param name="Value">What was read; null when the file cannot be used. A value may come with problems: mistakes of style are reported, yet keep nothing from the people.</param>
/// <param name="Problems">Every mistake found, in the order of lines.</param>
public sealed record Parsed<T>(T? Value, IReadOnlyList<ContentProblem> Problems)
    where T : class;

/// <summary>Collects the mistakes of one file while it is read.</summary>
/// <param name="file">Path of the file as it is to be shown.</param>
public sealed class ProblemList(string file)
{
    private readonly List<ContentProblem> _problems = [];

    /// <summary>Path of the file.</summary>
    public string File { get; } = file;

    /// <summary>True once a mistake was found because of which the file cannot be used.</summary>
    public bool Unusable { get; private set; }

    /// <summary>Notes a mistake because of which the file cannot be used.</summary>
    public void Add(int line, string message)
    {
        Unusable = true;
        AddStyle(line, message);
    }

    /// <summary>Notes a mistake of style: it is reported, but the file is used.</summary>
    public void AddStyle(int line, string message) => _problems.Add(new(File, line, message));

    /// <summary>The mistakes so far by line, each once.</summary>
    public IReadOnlyList<ContentProblem> ToList() => [.. _problems.Distinct().OrderBy(problem => problem.Line)];

    /// <summary>Closes the reading: the value, unless the file turned out unusable, and all mistakes.</summary>
    public Parsed<T> Parsed<T>(T? value)
        where T : class => new(Unusable ? null : value, ToList());
}
