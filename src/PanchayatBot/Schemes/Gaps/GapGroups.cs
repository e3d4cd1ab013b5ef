namespace PanchayatBot.Schemes.Gaps;

/// <summary>Wordings of one need.</summary>
/// <param name="Questions">Most asked first; the first is its title.</param>
internal sealed record GapGroup(IReadOnlyList<GapQuestion> Questions)
{
    /// <summary>The wording that most people used.</summary>
    public string Title => Questions[0].Question;

    /// <summary>Names the group in buttons.</summary>
    public long Id => Questions[0].Id;

    /// <summary>How often it was asked.</summary>
    public long Asked => Questions.Sum(question => question.Asked);

    /// <summary>The different wordings, most asked first.</summary>
    public IReadOnlyList<string> Wordings => [.. Questions.Select(question => question.Question).Distinct(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>Lays questions of one meaning together: two are near when what their key words share tells at least half of what they
/// tell together (weighted Jaccard). The same questions always make the same groups, in whatever order they come.</summary>
internal static class GapGroups
{
    private const double Near = 0.5;

    /// <summary>The groups, most asked first.</summary>
    public static List<GapGroup> Of(IEnumerable<GapQuestion> questions)
    {
        var leaders = new List<Leader>();
        // Leaders by each of their keys: a question is only compared with those that share one.
        var byKey = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        // Whoever wrote the same key words needs no comparing.
        var bySame = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var question in questions.OrderByDescending(question => question.Asked).ThenBy(question => question.Question, StringComparer.Ordinal).ThenBy(question => question.Id))
        {
            if (!bySame.TryGetValue(question.KeyWords, out var at))
            {
                var keys = GapKeys.Read(question.KeyWords).ToDictionary(pair => pair.Key, pair => pair.Weight, StringComparer.Ordinal);
                at = Nearest(keys, leaders, byKey);
                if (at < 0)
                {
                    at = leaders.Count;
                    leaders.Add(new(keys, keys.Values.Sum(), []));
                    foreach (var key in keys.Keys)
                    {
                        if (!byKey.TryGetValue(key, out var list))
                            byKey.Add(key, list = []);
                        list.Add(at);
                    }
                }

                bySame.Add(question.KeyWords, at);
            }

            leaders[at].Questions.Add(question);
        }

        return [.. leaders.Select(leader => new GapGroup(leader.Questions)).OrderByDescending(group => group.Asked).ThenBy(group => group.Id)];
    }

    private static int Nearest(Dictionary<string, double> keys, List<Leader> leaders, Dictionary<string, List<int>> byKey)
    {
        var total = keys.Values.Sum();
        var shared = new Dictionary<int, double>();
        foreach (var (key, weight) in keys)
        {
            foreach (var at in byKey.GetValueOrDefault(key) ?? [])
                shared[at] = shared.GetValueOrDefault(at) + Math.Min(weight, leaders[at].Keys[key]);
        }

        var (best, likeness) = (-1, Near);
        foreach (var (at, common) in shared.OrderBy(pair => pair.Key))
        {
            var share = common / (total + leaders[at].Total - common);
            if (share >= likeness && (best < 0 || share > likeness))
                (best, likeness) = (at, share);
        }

        return best;
    }

    private sealed record Leader(Dictionary<string, double> Keys, double Total, List<GapQuestion> Questions);
}
