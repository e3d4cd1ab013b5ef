using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PanchayatBot.Content;

/// <summary>A value in a YAML file with the line on which it stands.</summary>
internal abstract record YamlValue(int Line);

/// <summary>A single value whose text begins on <paramref name="TextLine"/>; <paramref name="Empty"/> when nothing (or null, ~) was written.</summary>
internal sealed record YamlScalar(int Line, string Text, int TextLine, bool Empty) : YamlValue(Line);

/// <summary>A list.</summary>
internal sealed record YamlItems(int Line, IReadOnlyList<YamlValue> Items) : YamlValue(Line);

/// <summary>Keys with their values, in the order of the file.</summary>
internal sealed record YamlPairs(int Line, IReadOnlyList<(YamlScalar Key, YamlValue Value)> Pairs) : YamlValue(Line);

/// <summary>Builds the tree from YamlDotNet's events rather than from its own document model, which stops at the first
/// duplicate key and follows anchors (a few lines of which can stand for gigabytes).</summary>
internal static class YamlTree
{
    // Content is two or three levels deep; the limit keeps a broken file from exhausting the stack.
    private const int DeepestLevel = 16;

    /// <summary>Reads one YAML document; null, with a problem noted, when it is not YAML. An empty one is an empty mapping.</summary>
    public static YamlValue? Read(string yaml, int firstLine, ProblemList problems)
    {
        var parser = new Parser(new StringReader(yaml));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return new YamlPairs(firstLine, []);
            parser.Consume<DocumentStart>();
            var root = Value(parser, firstLine - 1, DeepestLevel);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
                throw new YamlException(second.Start, second.End, "a second document starts here: remove the --- line.");
            return root is YamlScalar { Empty: true } ? new YamlPairs(firstLine, []) : root;
        }
        catch (YamlException e)
        {
            // What is unfinished is noticed behind the last line.
            var line = Math.Min((int)e.Start.Line, yaml.AsSpan().TrimEnd('\n').Count('\n') + 1);
            problems.Add(firstLine - 1 + line, $"not valid YAML ({e.Message.TrimEnd('.')}): look at quotes, colons and indentation here and in the line above.");
            return null;
        }
    }

    private static YamlValue Value(Parser parser, int linesBefore, int levels)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var empty = scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" };
            var line = linesBefore + (int)scalar.Start.Line;

            // A block begins on the line after its | or > sign.
            return new YamlScalar(line, scalar.Value.Trim(), scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? line + 1 : line, empty);
        }

        var start = parser.Current!;
        if (levels == 0)
            throw new YamlException(start.Start, start.End, "nested too deeply");
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlValue>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Value(parser, linesBefore, levels - 1));
            return new YamlItems(linesBefore + (int)start.Start.Line, items);
        }

        if (!parser.TryConsume<MappingStart>(out _))
            throw new YamlException(start.Start, start.End, "references (*name) are not used in content files, write the value itself");
        var pairs = new List<(YamlScalar, YamlValue)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(parser, linesBefore, levels - 1) as YamlScalar ?? throw new YamlException(start.Start, start.End, "a key must be a word");
            pairs.Add((key, Value(parser, linesBefore, levels - 1)));
        }

        return new YamlPairs(linesBefore + (int)start.Start.Line, pairs);
    }
}
