using System.Diagnostics;
using System.Globalization;

namespace PanchayatBot.Schemes.Finding;

/// <summary>A judged question with what the finder made of it.</summary>
/// <param name="Question">The question.</param>
/// <param name="Found">The finder's answer.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record Judged(JudgedQuestion Question, Found Found, double Milliseconds)
{
    /// <summary>True if a scheme answers the question.</summary>
    public bool InScope => Question.Scheme != "none";

    /// <summary>True if the person was shown a scheme, as the answer or to choose from.</summary>
    public bool Shown => Found.Outcome is Outcome.Answer or Outcome.Choices or Outcome.OtherState;

    /// <summary>True if the right scheme was the answer, or the first to choose from; a guess below a refusal is neither.</summary>
    public bool IsFirst => Shown && Place == 1;

    /// <summary>Place of the right scheme among those found, from 1, or among the guesses offered below a refusal; 0 when it is not there.</summary>
    public int Place
    {
        get
        {
            for (var i = 0; i < (Shown ? Found.Candidates.Count : Found.Offered); i++)
                if (Question.IsRight(Found.Candidates[i].Scheme))
                    return i + 1;
            return 0;
        }
    }

    /// <summary>True if another scheme than the right one was given as the answer.</summary>
    public bool IsWrongAnswer => Found.Outcome == Outcome.Answer && Place != 1;

    /// <summary>True if everything is as judged, but for the part asked for.</summary>
    public bool IsRight => Question.Outcome is { } outcome
        ? Found.Outcome == outcome && (outcome == Outcome.None || IsFirst)
        : InScope ? IsFirst : Found.Outcome == Outcome.None;
}

/// <summary>Measures the finder on judged questions: how often the right scheme comes first, how often it rightly refuses.</summary>
public sealed class Evaluation
{
    private const int SetsOfErrors = 3;

    private readonly IReadOnlyList<Judged> _all;
    private readonly IReadOnlyList<Judged> _misspelt;

    private Evaluation(IReadOnlyList<Judged> all, IReadOnlyList<Judged> misspelt) => (_all, _misspelt) = (all, misspelt);

    /// <summary>All questions with what came of them.</summary>
    public IReadOnlyList<Judged> All => _all;

    private IEnumerable<Judged> In(string? lang) => Single.Where(one => lang is null || one.Question.Lang == lang);

    private IEnumerable<Judged> Single => _all.Where(IsSingle);

    /// <summary>Asks every question once.</summary>
    /// <param name="finder">The finder to ask.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="typingErrors">Ask the answerable ones a few times more, each time with one other typing error; the same ones in every run.</param>
    public static Evaluation Run(Finder finder, IEnumerable<JudgedQuestion> questions, bool typingErrors = false)
    {
        List<Judged> all = [.. questions.Select(question => Ask(finder, question))];
        var misspelt =
            from seed in Enumerable.Range(1, typingErrors ? SetsOfErrors : 0)
            let errors = new TypingErrors(seed)
            from one in all
            where IsSingle(one)
            select Ask(finder, errors.In(one.Question));
        return new(all, [.. misspelt]);
    }

    /// <summary>Share of questions (one scheme, no earlier talk) with the right scheme first; null when there are none.</summary>
    /// <param name="lang">hi, en or hinglish; null for all.</param>
    public double? First(string? lang = null) => Share(In(lang), one => one.IsFirst);

    /// <summary>Share of them with the right scheme among the first three the person sees, guesses below a refusal included.</summary>
    /// <param name="lang">hi, en or hinglish; null for all.</param>
    public double? FirstThree(string? lang = null) => Share(In(lang), one => one.Place is >= 1 and <= 3);

    /// <summary>Share of needs that name no scheme with the right scheme first.</summary>
    public double? NeedFirst => Share(Single.Where(one => one.Question.Need), one => one.IsFirst);

    /// <summary>Share with the right scheme first when one typing error is added; null when that was not measured.</summary>
    /// <param name="lang">hi, en or hinglish; null for all.</param>
    public double? MisspeltFirst(string? lang = null) => Share(_misspelt.Where(one => lang is null || one.Question.Lang == lang), one => one.IsFirst);

    /// <summary>Mean reciprocal place of the right scheme.</summary>
    public double? ReciprocalRank(string? lang = null) =>
        In(lang).Select(one => one.Place == 0 ? 0 : 1.0 / one.Place).Cast<double?>().Average();

    /// <summary>Share of out-of-scope questions that were refused.</summary>
    public double? Refused => Share(_all.Where(one => !one.InScope), one => one.Found.Outcome == Outcome.None);

    /// <summary>Share of out-of-scope questions that were refused with guesses offered: each is a needless "do you mean …?".</summary>
    public double? NeedlessGuess => Share(_all.Where(one => !one.InScope), one => one.Found is { Outcome: Outcome.None, Offered: > 0 });

    /// <summary>Share of answerable questions that were refused.</summary>
    public double? WronglyRefused => Share(Single, one => one.Found.Outcome == Outcome.None);

    /// <summary>Share of all questions to which a wrong scheme was given as the answer.</summary>
    public double? WrongAnswer => Share(_all, one => one.IsWrongAnswer);

    /// <summary>Share of answerable questions whose part was read as judged.</summary>
    public double? FacetRight => Share(_all.Where(one => one.InScope && one.Question.Facet is not null), one => one.Found.Facet == one.Question.Facet);

    /// <summary>Share of follow-ups that stayed with the scheme talked about.</summary>
    public double? FollowUpKept => Share(_all.Where(one => one.InScope && one.Question.Earlier is { } earlier && earlier == one.Question.Scheme), one => one.IsRight);

    /// <summary>Share of switches of topic that found the new scheme.</summary>
    public double? SwitchRight => Share(_all.Where(one => one.InScope && one.Question.Earlier is { } earlier && earlier != one.Question.Scheme), one => one.IsRight);

    /// <summary>Share of questions with an expected outcome (another state's scheme) that had it.</summary>
    public double? OutcomeRight => Share(_all.Where(one => one.Question.Outcome is not null), one => one.IsRight);

    /// <summary>The questions that went wrong.</summary>
    public IEnumerable<Judged> Failures => _all.Where(one => !one.IsRight);

    /// <summary>Writes the questions that went wrong, each with the reasons for the ranking.</summary>
    public void WriteFailuresTo(TextWriter output, Finder finder)
    {
        foreach (var (question, found, _) in Failures)
        {
            var wanted = question.Outcome is { } outcome ? $"{Name(outcome)} {question.Scheme}" : question.Scheme;
            output.WriteLine($"\n{question.Id} “{question.Text}” should be {wanted}, is {Name(found.Outcome)} {string.Join(", ", found.Candidates.Select(candidate => candidate.Scheme.Slug))}");
            foreach (var line in finder.Explain(new(question.Text) { State = question.State, Topic = question.Earlier }))
                output.WriteLine("    " + line);
        }
    }

    /// <summary>Writes the figures as a table, Markdown.</summary>
    public void WriteTo(TextWriter output)
    {
        output.WriteLine("| measure | all | Hindi | English | romanised Hindi |");
        output.WriteLine("|---|---|---|---|---|");
        Row("right scheme first", lang => Percent(First(lang)));
        Row("right scheme in the first three", lang => Percent(FirstThree(lang)));
        Row("mean reciprocal rank", lang => ReciprocalRank(lang)?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–");
        if (_misspelt.Count > 0)
            Row("right scheme first, one typing error added", lang => Percent(MisspeltFirst(lang)));
        output.WriteLine();
        output.WriteLine("| measure | rate |");
        output.WriteLine("|---|---|");
        output.WriteLine($"| need described, no scheme named: right first | {Percent(NeedFirst)} |");
        output.WriteLine($"| out of scope refused | {Percent(Refused)} |");
        output.WriteLine($"| … and “do you mean …?” asked | {Percent(NeedlessGuess)} |");
        output.WriteLine($"| in scope wrongly refused | {Percent(WronglyRefused)} |");
        output.WriteLine($"| wrong scheme as the answer | {Percent(WrongAnswer)} |");
        output.WriteLine($"| follow-up kept | {Percent(FollowUpKept)} |");
        output.WriteLine($"| switch of topic right | {Percent(SwitchRight)} |");
        output.WriteLine($"| part of the scheme right | {Percent(FacetRight)} |");
        output.WriteLine($"| expected outcome (other state) | {Percent(OutcomeRight)} |");
        var times = _all.Select(one => one.Milliseconds).Order().ToList();
        if (times.Count > 0)
            output.WriteLine(FormattableString.Invariant($"\n{_all.Count} questions, mean {times.Average():0.000} ms, p95 {times[(int)(times.Count * 0.95)]:0.000} ms"));

        void Row(string measure, Func<string?, string> value) => output.WriteLine($"| {measure} | {value(null)} | {value("hi")} | {value("en")} | {value("hinglish")} |");
    }

    private static Judged Ask(Finder finder, JudgedQuestion question)
    {
        var started = Stopwatch.GetTimestamp();
        var found = finder.Find(new(question.Text) { State = question.State, Topic = question.Earlier });
        return new(question, found, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static bool IsSingle(Judged one) => one.InScope && one.Question.Earlier is null && one.Question.Outcome is null;

    private static string Name(Outcome outcome) => outcome.ToString().ToLowerInvariant();

    private static string Percent(double? share) => share is { } known ? FormattableString.Invariant($"{100 * known:0.0} %") : "–";

    private static double? Share(IEnumerable<Judged> questions, Func<Judged, bool> passes)
    {
        var (all, passed) = (0, 0);
        foreach (var question in questions)
        {
            all++;
            passed += passes(question) ? 1 : 0;
        }

        return all == 0 ? null : (double)passed / all;
    }
}
