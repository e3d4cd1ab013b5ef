using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PanchayatBot.Messages;

/// <summary>Kinds of numbers that nobody should send in a chat, the gravest last.</summary>
[Flags]
public enum PrivateKinds
{
    /// <summary>Nothing of the sort.</summary>
    None = 0,

    /// <summary>A telephone number of a person.</summary>
    Phone = 1,

    /// <summary>Aadhaar or its virtual ID, an account, card, PAN, voter or application number.</summary>
    Identity = 2,

    /// <summary>A one-time password, PIN or password: whoever has it can take the money.</summary>
    Code = 4,
}

/// <summary>A text with its private numbers taken out.</summary>
/// <param name="Text">Every private number replaced by <see cref="PrivateNumbers.Mask"/>.</param>
/// <param name="Kinds">What was taken out.</param>
/// <param name="Phones">The telephone numbers, ten digits each, for a dialog that asked for one; never to be written down otherwise.</param>
public sealed record WithoutNumbers(string Text, PrivateKinds Kinds, IReadOnlyList<string> Phones);

/// <summary>
/// Takes numbers that belong to one person out of a text: Aadhaar and virtual IDs, accounts, cards, PAN, voter IDs, codes, telephone
/// numbers, however their digits are written or broken up. In doubt a long number goes: nothing the bot answers needs one. That holds for
/// application and registration numbers, too: the bot cannot look them up, and many people call their Aadhaar number so.
/// </summary>
public static partial class PrivateNumbers
{
    /// <summary>Stands where a number was; no word, so that it changes no search.</summary>
    public const string Mask = "••••";

    private const int Shortest = 4;
    private const int LongestCode = 8;
    private const int ShortestAccount = 9;
    private const int Aadhaar = 12;
    private const int WordsNear = 4;

    // More than so many signs between two digits separate two numbers.
    private const int WidestGap = 5;

    /// <summary>The text without private numbers; the same text when there are none.</summary>
    public static WithoutNumbers Remove(string text)
    {
        var (kinds, phones, found) = (PrivateKinds.None, new List<string>(), new List<(int From, int To)>());
        foreach (var run in RunsOf(text))
        {
            if (KindOf(run, text) is not (not PrivateKinds.None and var kind))
                continue;
            kinds |= kind;
            found.Add((run.From, run.To));
            if (kind == PrivateKinds.Phone)
                phones.Add(run.Digits[^10..]);
        }

        var masked = Replace(text, found);
        var plain = Identifier.Replace(masked, Mask);
        return new(plain, ReferenceEquals(plain, masked) ? kinds : kinds | PrivateKinds.Identity, phones);
    }

    private static string Replace(string text, List<(int From, int To)> found)
    {
        if (found.Count == 0)
            return text;
        var (masked, at) = (new StringBuilder(text.Length), 0);
        foreach (var (from, to) in found)
        {
            masked.Append(text, at, from - at).Append(Mask);
            at = to;
        }

        return masked.Append(text, at, text.Length - at).ToString();
    }

    private static PrivateKinds KindOf(Run run, string text)
    {
        var length = run.Digits.Length;
        if (length < Shortest)
            return PrivateKinds.None;
        if (length >= Aadhaar)
            return run.IsHarmless && !(length == Aadhaar && run.Digits[0] >= '2' && Verhoeff.Holds(run.Digits)) ? PrivateKinds.None
                : IndianMobile.IsMatch(run.Digits) ? PrivateKinds.Phone : PrivateKinds.Identity;
        if (run.IsTollFree)
            return PrivateKinds.None;
        var (before, after) = (WordsBefore(text, run.From), WordsAfter(text, run.To));
        if (IsSum(text, run, after))
            return PrivateKinds.None;
        if (length >= ShortestAccount)
        {
            if (length > 9 && IndianMobile.IsMatch(run.Digits) && !run.IsHarmless)
                return PrivateKinds.Phone;
            // Blanks may stand between numbers that have nothing to do with each other: 854301 25 3.
            return !run.IsHarmless && (!run.HasBlanks || Account.IsMatch(before) || Account.IsMatch(after)) ? PrivateKinds.Identity : PrivateKinds.None;
        }

        return length <= LongestCode && !run.IsDate && IsCode(before, after, run.Digits) ? PrivateKinds.Code : PrivateKinds.None;
    }

    private static bool IsCode(string before, string after, string digits)
    {
        // A postal code is a PIN code and a bank branch has an IFSC code, and neither is secret.
        var open = digits.Length == 6 && (PostalCode.IsMatch(before) || PostalCode.IsMatch(after)) || before.Contains("ifsc", StringComparison.Ordinal);
        if (Year.IsMatch(digits) && InYear.IsMatch(after))
            return false;
        return Secret.IsMatch(before) || Secret.IsMatch(after) || !open && (Code.IsMatch(before) || Code.IsMatch(after));
    }

    private static bool IsSum(string text, Run run, string after) =>
        run.From > 0 && SignBefore.IsMatch(text.AsSpan(Math.Max(0, run.From - 6), Math.Min(6, run.From))) || SumAfter.IsMatch(after);

    // Only a few words away somebody means this number.
    private static string WordsBefore(string text, int from) => string.Join(' ', Split(text.AsSpan(Math.Max(0, from - 60), Math.Min(60, from))).TakeLast(WordsNear));

    private static string WordsAfter(string text, int to) => string.Join(' ', Split(text.AsSpan(to, Math.Min(60, text.Length - to))).Take(WordsNear));

    private static string[] Split(ReadOnlySpan<char> text) =>
        text.ToString().ToLowerInvariant().Replace("\u200c", "", StringComparison.Ordinal).Replace("\u200d", "", StringComparison.Ordinal)
            .Split([' ', '\n', '\t', ',', ':', ';', '.', '-', '(', ')', '=', '"', '“', '”', '।', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Digits with nothing but signs, blanks and what cannot be seen between them.</summary>
    private static List<Run> RunsOf(string text)
    {
        var runs = new List<Run>();
        Run? run = null;
        var (gap, width) = (new StringBuilder(), 0);
        for (var at = 0; at < text.Length;)
        {
            // A lone half of a surrogate pair counts as a sign.
            var rune = Rune.TryGetRuneAt(text, at, out var whole) ? whole : Rune.ReplacementChar;
            var size = char.IsSurrogatePair(text, at) ? 2 : 1;
            if (DigitOf(rune) is { } digit)
            {
                if (run is null)
                    runs.Add(run = new Run(at));
                run.Add(digit, gap.ToString());
                run.To = at + size;
                gap.Clear();
                width = 0;
            }
            else if (run is not null && !IsUnseen(rune))
            {
                gap.Append(rune.ToString());
                if (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.CurrencySymbol or UnicodeCategory.SpacingCombiningMark || rune.Value == '%' || ++width > WidestGap)
                {
                    run = null;
                    gap.Clear();
                    width = 0;
                }
            }

            at += size;
        }

        return runs;
    }

    // Devanagari, full-width, circled digits: whatever has a value of one digit.
    private static char? DigitOf(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber && Rune.GetNumericValue(rune) is >= 0 and <= 9 and var value && value % 1 == 0
            ? (char)('0' + (int)value)
            : null;

    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark && !Rune.IsWhiteSpace(rune);

    /// <summary>A row of digits that may be one number.</summary>
    private sealed class Run(int from)
    {
        private readonly StringBuilder _digits = new();
        private readonly StringBuilder _written = new();

        public int From => from;

        public int To { get; set; }

        public string Digits => _digits.ToString();

        public bool HasBlanks => _written.ToString().Any(char.IsWhiteSpace);

        public bool IsDate => Date.IsMatch(_written.ToString());

        public bool IsTollFree => TollFree.IsMatch(_written.ToString());

        /// <summary>Nothing but years, dates, round sums and helplines, one after the other.</summary>
        public bool IsHarmless => Harmless.IsMatch(_written.ToString());

        public void Add(char digit, string gap)
        {
            _written.Append(_digits.Length == 0 ? "" : gap).Append(digit);
            _digits.Append(digit);
        }
    }

    [GeneratedRegex(@"\A(?:0|0?91)?[6-9]\d{9}\z", RegexOptions.None, 1000)]
    private static partial Regex IndianMobile { get; }

    [GeneratedRegex(@"\A1[89]00(?:[ -]?\d){6,7}\z|\A1860(?:[ -]?\d){6,7}\z", RegexOptions.None, 1000)]
    private static partial Regex TollFree { get; }

    [GeneratedRegex(@"\A(?:\d{1,2}(?<a>[-./])\d{1,2}\k<a>(?:19|20)\d\d|(?:19|20)\d\d(?<b>[-./])\d{1,2}\k<b>\d{1,2})\z", RegexOptions.None, 1000)]
    private static partial Regex Date { get; }

    // Items: date, time, helpline, sum with Indian commas, round sum, year.
    [GeneratedRegex(@"\A(?:(?:(?:0?[1-9]|[12]\d|3[01])(?<a>[-./])(?:0?[1-9]|1[0-2])\k<a>(?:19|20)\d\d|(?:19|20)\d\d(?<b>[-./])(?:0?[1-9]|1[0-2])\k<b>(?:0?[1-9]|[12]\d|3[01])|\d{1,2}:\d\d|1[89]00[ -]?\d{3}[ -]?\d{3,4}|14[45]\d\d|155261|1930|112|181|1098|\d{1,2}(?:,\d\d)*,\d{3}|[1-9]\d{0,4}00|(?:19|20)\d\d)(?:[^\d]+|\z))+\z", RegexOptions.None, 1000)]
    private static partial Regex Harmless { get; }

    [GeneratedRegex(@"खात|अकाउंट|एकाउंट|बैंक|account|acct|a/c|\bac\b|khat[ae]|bank", RegexOptions.None, 1000)]
    private static partial Regex Account { get; }

    [GeneratedRegex(@"\botp\b|o t p|one time pass|ओ\s?टी\s?पी|mpin|एमपिन|upi|यूपीआई|atm|एटीएम|cvv|सीवीवी|password|passcode|पासवर्ड|verification", RegexOptions.None, 1000)]
    private static partial Regex Secret { get; }

    [GeneratedRegex(@"\bpin\b|(?<![\u0900-\u097f])पिन(?![\u0900-\u097f])|\bcode\b|(?<![\u0900-\u097f])कोड(?![\u0900-\u097f])", RegexOptions.None, 1000)]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"pin ?code|पिन ?कोड|postal|पोस्ट", RegexOptions.None, 1000)]
    private static partial Regex PostalCode { get; }

    [GeneratedRegex(@"(?:₹|\brs\.?|\binr|रु\.?|रू\.?)\s*\z", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SignBefore { get; }

    [GeneratedRegex(@"\A(?:/ )?(?:₹|rs\b|rupay|rupe|rupiy|rup\b|रु|रू|lakh|लाख|hazar|hajar|हजार|हज़ार|crore|करोड़|करोड)", RegexOptions.None, 1000)]
    private static partial Regex SumAfter { get; }

    [GeneratedRegex(@"\A(?:साल|सन|में|year|mein\b|me\b|saal)", RegexOptions.None, 1000)]
    private static partial Regex InYear { get; }

    [GeneratedRegex(@"\A(?:19|20)\d\d\z", RegexOptions.None, 1000)]
    private static partial Regex Year { get; }

    // PAN: ABCDE1234F; voter ID: ABC1234567.
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:[A-Za-z]{5}[ -]?\d{4}[ -]?[A-Za-z]|[A-Za-z]{3}[ -]?\d{7})(?![A-Za-z0-9])", RegexOptions.None, 1000)]
    private static partial Regex Identifier { get; }
}
