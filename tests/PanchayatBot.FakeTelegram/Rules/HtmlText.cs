using System.Globalization;
using System.Text;
using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram;

/// <summary>Reads a text as Telegram does: its HTML with every complaint in Telegram's words, its blanks and its length.</summary>
internal static class HtmlText
{
    /// <summary>Longest text of a message, counted in UTF-16 units: stricter than Telegram, which counts characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>Longest caption.</summary>
    public const int MaxCaptionLength = 1024;

    private const int MaxRawBytes = 32768;

    private static readonly HashSet<string> Tags = new(StringComparer.Ordinal)
    {
        "a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji", "tg-time", "span", "pre", "code", "blockquote",
    };

    /// <summary>The text people see and its entities.</summary>
    /// <param name="source">What the bot sent.</param>
    /// <param name="isHtml">It is HTML.</param>
    /// <exception cref="BotApiException">The HTML is wrong, or the text too long.</exception>
    public static (string Text, IReadOnlyList<TextEntity> Entities) Read(string source, bool isHtml)
    {
        if (source.Length * 3 > MaxRawBytes && Encoding.UTF8.GetByteCount(source) > MaxRawBytes)
            throw BotApiException.BadRequest("text is too long");
        List<TextEntity> entities = [];
        var text = source;
        if (isHtml && source.AsSpan().IndexOfAny('<', '&') >= 0)
            text = new Reader(source, entities).Read();
        return Trim(WithoutControls(text), entities);
    }

    private static (string Text, IReadOnlyList<TextEntity> Entities) Trim(string text, List<TextEntity> entities)
    {
        var trimmed = text.AsSpan().TrimEnd();
        var lead = trimmed.Length - trimmed.TrimStart().Length;
        if (trimmed.Length == text.Length && lead == 0)
            return (text, entities);
        var length = trimmed.Length - lead;
        List<TextEntity> moved = [];
        foreach (var entity in entities)
        {
            var begin = Math.Max(0, entity.Offset - lead);
            var end = Math.Min(length, entity.Offset + entity.Length - lead);
            if (end > begin)
                moved.Add(entity with { Offset = begin, Length = end - begin });
        }

        return (text.Substring(lead, length), moved);
    }

    // Control characters become blanks, one for one, so that entities stay where they are.
    private static string WithoutControls(string text)
    {
        var strange = false;
        foreach (var c in text)
            strange |= c < ' ' && c != '\n';
        return strange ? string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = source[i] < ' ' && source[i] != '\n' ? ' ' : source[i];
        }) : text;
    }

    /// <summary>One pass over an HTML text. A NUL stands for the end, so that looking ahead is always allowed.</summary>
    private sealed class Reader(string source, List<TextEntity> entities)
    {
        private readonly StringBuilder _text = new(source.Length);
        private readonly Stack<(string Tag, string Argument, int Offset)> _open = new();
        private int _at;

        private char Here => _at < source.Length ? source[_at] : '\0';

        private bool AtEnd => _at >= source.Length;

        public string Read()
        {
            while (!AtEnd)
            {
                if (Here == '&' && TryReadCharacter(_text))
                    continue;
                if (Here != '<')
                {
                    _text.Append(Here);
                    _at++;
                }
                else if (_at + 1 < source.Length && source[_at + 1] == '/')
                {
                    ReadEndTag();
                }
                else
                {
                    ReadStartTag();
                }
            }

            if (_open.Count > 0)
                throw Wrong($"Can't find end tag corresponding to start tag \"{_open.Peek().Tag}\"");
            // Outer before inner, as Telegram lists them.
            entities.Sort((a, b) => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : b.Length.CompareTo(a.Length));
            return _text.ToString();
        }

        private void ReadStartTag()
        {
            var begin = _at++;
            while (!AtEnd && !IsBlank(Here) && Here != '>')
                _at++;
            if (AtEnd)
                throw Wrong($"Unclosed start tag at byte offset {Bytes(begin)}");
            var tag = source[(begin + 1).._at].ToLowerInvariant();
            if (!Tags.Contains(tag))
                throw Wrong($"Unsupported start tag \"{tag}\" at byte offset {Bytes(begin)}");

            var argument = "";
            while (true)
            {
                SkipBlanks();
                if (Here == '>')
                    break;
                argument = ReadAttribute(tag, begin) ?? argument;
            }

            _at++;
            if (tag == "span" && argument != "tg-spoiler")
                throw Wrong($"Tag \"span\" must have class \"tg-spoiler\" at byte offset {Bytes(begin)}");
            _open.Push((tag, argument, _text.Length));
        }

        /// <summary>Reads one attribute and returns its value when it is the one that counts for this tag.</summary>
        private string? ReadAttribute(string tag, int begin)
        {
            var nameBegin = _at;
            while (!AtEnd && !IsBlank(Here) && Here is not ('=' or '>'))
                _at++;
            var name = source[nameBegin.._at];
            if (AtEnd)
                throw Wrong($"Unclosed start tag \"{tag}\" at byte offset {Bytes(begin)}");
            if (name.Length == 0)
                throw Wrong($"Empty attribute name in the tag \"{tag}\" at byte offset {Bytes(begin)}");
            SkipBlanks();
            if (Here != '=')
            {
                if (tag == "blockquote" && name == "expandable")
                    return name;
                throw Wrong($"Expected equal sign in declaration of an attribute of the tag \"{tag}\" at byte offset {Bytes(begin)}");
            }

            _at++;
            SkipBlanks();
            if (AtEnd)
                throw Wrong($"Unclosed start tag \"{tag}\" at byte offset {Bytes(begin)}");
            var value = Here is '"' or '\'' ? ReadQuoted() : ReadToken();
            if (AtEnd)
                throw Wrong($"Unclosed start tag at byte offset {Bytes(begin)}");
            return (tag, name) switch
            {
                ("a", "href") or ("span", "class") or ("tg-emoji", "emoji-id") => value,
                ("code", "class") when value.StartsWith("language-", StringComparison.Ordinal) => value[9..],
                _ => null,
            };
        }

        private string ReadToken()
        {
            var begin = _at;
            while (char.IsAsciiLetterOrDigit(Here) || Here is '.' or '-')
                _at++;
            if (!IsBlank(Here) && Here != '>')
                throw Wrong($"Unexpected end of name token at byte offset {Bytes(begin)}");
            return source[begin.._at].ToLowerInvariant();
        }

        private string ReadQuoted()
        {
            var quote = Here;
            _at++;
            StringBuilder value = new();
            while (!AtEnd && Here != quote)
            {
                if (Here == '&' && TryReadCharacter(value))
                    continue;
                value.Append(Here);
                _at++;
            }

            _at++;
            return value.ToString();
        }

        private void ReadEndTag()
        {
            var begin = _at;
            if (_open.Count == 0)
                throw Wrong($"Unexpected end tag at byte offset {Bytes(begin)}");
            _at += 2;
            while (!AtEnd && !IsBlank(Here) && Here != '>')
                _at++;
            var name = source[(begin + 2)..Math.Min(_at, source.Length)].ToLowerInvariant();
            SkipBlanks();
            if (Here != '>')
                throw Wrong($"Unclosed end tag at byte offset {Bytes(begin)}");
            _at++;
            var (tag, argument, offset) = _open.Pop();
            if (name.Length > 0 && name != tag)
                throw Wrong($"Unmatched end tag at byte offset {Bytes(begin)}, expected \"</{tag}>\", found \"</{name}>\"");
            if (_text.Length > offset)
                AddEntity(tag, argument, offset);
        }

        private void AddEntity(string tag, string argument, int offset)
        {
            var length = _text.Length - offset;
            var type = tag switch
            {
                "b" or "strong" => "bold",
                "i" or "em" => "italic",
                "u" or "ins" => "underline",
                "s" or "strike" or "del" => "strikethrough",
                "span" or "tg-spoiler" => "spoiler",
                "tg-emoji" => "custom_emoji",
                "tg-time" => "date_time",
                "blockquote" => argument.Length > 0 ? "expandable_blockquote" : "blockquote",
                "a" => "text_link",
                _ => tag,
            };
            if (type == "custom_emoji" && !(long.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != 0))
                throw Wrong("Invalid custom emoji identifier specified");
            if (type == "text_link")
            {
                if (argument.Length == 0)
                    argument = _text.ToString(offset, length);
                // A link that leads nowhere is not refused: it stays as mere text.
                if (!WebAddress.IsValid(argument))
                    return;
            }

            // <pre><code class="language-x"> is one entity.
            if (type == "pre" && entities is [.., { Type: "code", Value: not null } inner] && inner.Offset == offset && inner.Length == length)
                entities[^1] = inner with { Type = "pre" };
            else
                entities.Add(new TextEntity(type, offset, length, argument.Length > 0 && type is not "expandable_blockquote" and not "spoiler" ? argument : null));
        }

        /// <summary>Reads <c>&amp;lt;</c> and its like; false, and nothing read, when it is none that Telegram knows.</summary>
        private bool TryReadCharacter(StringBuilder into)
        {
            var end = _at + 1;
            uint code = 0;
            if (end < source.Length && source[end] == '#')
            {
                end++;
                var hex = end < source.Length && source[end] == 'x';
                end += hex ? 1 : 0;
                var digits = end;
                while (end < source.Length && end - digits < 8 && (hex ? char.IsAsciiHexDigit(source[end]) : char.IsAsciiDigit(source[end])))
                    end++;
                if (!uint.TryParse(source.AsSpan(digits, end - digits), hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out code)
                    || !Rune.IsValid(code) || code == 0)
                    return false;
            }
            else
            {
                while (end < source.Length && char.IsAsciiLetter(source[end]))
                    end++;
                code = source.AsSpan(_at + 1, end - _at - 1) switch { "lt" => '<', "gt" => '>', "amp" => '&', "quot" => '"', _ => 0u };
                if (code == 0)
                    return false;
            }

            into.Append(new Rune(code).ToString());
            _at = end < source.Length && source[end] == ';' ? end + 1 : end;
            return true;
        }

        private void SkipBlanks()
        {
            while (!AtEnd && IsBlank(Here))
                _at++;
        }

        private int Bytes(int index) => Encoding.UTF8.GetByteCount(source.AsSpan(0, index));

        private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n' or '\v' or '\0';

        private static BotApiException Wrong(string what) => BotApiException.BadRequest($"can't parse entities: {what}");
    }
}
