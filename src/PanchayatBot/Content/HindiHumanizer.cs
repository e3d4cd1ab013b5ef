using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Humanizer;

namespace PanchayatBot.Content;

/// <summary>Hindi for Humanizer, which has none. <see cref="Formats"/> is the way to it; Humanizer's own methods that bend words
/// (ToQuantity, Pluralize) know English only and must not meet Hindi.</summary>
internal static class HindiHumanizer
{
    /// <summary>Culture to hand to Humanizer for Hindi.</summary>
    public static CultureInfo Hindi { get; } = new NamedCulture("hi");

    /// <summary>Culture to hand to Humanizer for English.</summary>
    public static CultureInfo English { get; } = new NamedCulture("en");

    // Humanizer's registries freeze at their first use, so this has to come before anything else of ours.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "This is the application.")]
    internal static void Register()
    {
        Configurator.Formatters.Register("hi", _ => new HindiFormatter());
        Configurator.NumberToWordsConverters.Register("hi", _ => new HindiNumberWords());
        Configurator.Ordinalizers.Register("hi", _ => new HindiOrdinalizer());
        Configurator.CollectionFormatters.Register("hi", _ => new ListFormatter("और"));
        Configurator.CollectionFormatters.Register("en", _ => new ListFormatter("and"));
    }

    // The process runs without cultures (InvariantGlobalization), where .NET knows the invariant one only. Humanizer asks a culture for
    // nothing but its name.
    private sealed class NamedCulture(string name) : CultureInfo("", useUserOverride: false)
    {
        public override string Name => name;

        public override CultureInfo Parent => InvariantCulture;
    }
}

/// <summary>Points in time and lengths of time in Hindi.</summary>
internal sealed class HindiFormatter : IFormatter
{
    private static readonly HindiNumberWords NumberWords = new();

    /// <inheritdoc/>
    public string DateHumanize_Now() => "अभी";

    /// <inheritdoc/>
    public string DateHumanize_Never() => "कभी नहीं";

    /// <summary>“3 दिन पहले”, “2 घंटे में”. Never कल, which is yesterday as well as tomorrow.</summary>
    public string DateHumanize(TimeUnit timeUnit, Tense timeUnitTense, int unit) =>
        unit == 0 ? DateHumanize_Now() : $"{Formats.Number(unit)} {Word(timeUnit, oblique: true)} {(timeUnitTense == Tense.Past ? "पहले" : "में")}";

    /// <inheritdoc/>
    public string TimeSpanHumanize_Zero() => "0 सेकंड";

    /// <summary>“3 दिन”, “1 घंटा”.</summary>
    public string TimeSpanHumanize(TimeUnit timeUnit, int unit, bool toWords = false) =>
        $"{(toWords ? NumberWords.Convert(unit) : Formats.Number(unit))} {Word(timeUnit, oblique: unit is not (0 or 1))}";

    /// <inheritdoc/>
    public string TimeSpanHumanize_Age() => "{0} की आयु";

    /// <inheritdoc/>
    public string DataUnitHumanize(DataUnit dataUnit, double count, bool toSymbol = true) => dataUnit switch
    {
        DataUnit.Bit => "बिट",
        DataUnit.Byte => "बाइट",
        DataUnit.Kilobyte => "केबी",
        DataUnit.Megabyte => "एमबी",
        DataUnit.Gigabyte => "जीबी",
        _ => "टीबी",
    };

    /// <inheritdoc/>
    public string TimeUnitHumanize(TimeUnit timeUnit) => Word(timeUnit, oblique: false);

    // More than one, and one before a postposition, look the same: 2 घंटे, 1 घंटे में.
    private static string Word(TimeUnit unit, bool oblique) => unit switch
    {
        TimeUnit.Millisecond => "मिलीसेकंड",
        TimeUnit.Second => "सेकंड",
        TimeUnit.Minute => "मिनट",
        TimeUnit.Hour => oblique ? "घंटे" : "घंटा",
        TimeUnit.Day => "दिन",
        TimeUnit.Week => oblique ? "हफ़्ते" : "हफ़्ता",
        TimeUnit.Month => oblique ? "महीने" : "महीना",
        _ => "साल",
    };
}

/// <summary>Ordinals in Hindi: words up to ten (पहला, दूसरा), beyond that figures with their ending (11वाँ).</summary>
internal sealed class HindiOrdinalizer : IOrdinalizer
{
    private const int LastInWords = 10;
    private static readonly HindiNumberWords NumberWords = new();

    /// <inheritdoc/>
    public string Convert(int number, string numberString) => Convert(number, numberString, GrammaticalGender.Masculine);

    /// <inheritdoc/>
    public string Convert(int number, string numberString, WordForm wordForm) => Convert(number, numberString);

    /// <inheritdoc/>
    public string Convert(int number, string numberString, GrammaticalGender gender) =>
        number is > 0 and <= LastInWords ? NumberWords.ConvertToOrdinal(number, gender)
        : numberString + (gender == GrammaticalGender.Feminine ? "वीं" : "वाँ");

    /// <inheritdoc/>
    public string Convert(int number, string numberString, GrammaticalGender gender, WordForm wordForm) => Convert(number, numberString, gender);
}

/// <summary>Lists with a word before the last: क, ख और ग; a, b and c.</summary>
/// <param name="and">The word.</param>
internal sealed class ListFormatter(string and) : ICollectionFormatter
{
    /// <inheritdoc/>
    public string Humanize<T>(IEnumerable<T> collection) => Join(collection, item => item?.ToString(), and);

    /// <inheritdoc/>
    public string Humanize<T>(IEnumerable<T> collection, Func<T, string?> objectFormatter) => Join(collection, objectFormatter, and);

    /// <inheritdoc/>
    public string Humanize<T>(IEnumerable<T> collection, Func<T, object?> objectFormatter) => Join(collection, item => objectFormatter(item)?.ToString(), and);

    /// <inheritdoc/>
    public string Humanize<T>(IEnumerable<T> collection, string separator) => Join(collection, item => item?.ToString(), separator);

    /// <inheritdoc/>
    public string Humanize<T>(IEnumerable<T> collection, Func<T, string?> objectFormatter, string separator) => Join(collection, objectFormatter, separator);

    /// <inheritdoc/>
    public string Humanize<T>(IEnumerable<T> collection, Func<T, object?> objectFormatter, string separator) => Join(collection, item => objectFormatter(item)?.ToString(), separator);

    private static string Join<T>(IEnumerable<T> collection, Func<T, string?> format, string last)
    {
        string[] items = [.. collection.Select(format).OfType<string>().Where(item => item.Length > 0)];
        return items.Length < 2 ? string.Concat(items) : $"{string.Join(", ", items[..^1])} {last} {items[^1]}";
    }
}
