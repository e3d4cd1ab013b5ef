namespace PanchayatBot.Messages;

/// <summary>A language in which the bot can speak.</summary>
public enum Language
{
    /// <summary>Hindi in Devanagari; also the answer to a question in romanised Hindi.</summary>
    Hindi,

    /// <summary>English.</summary>
    English,
}

/// <summary>Two-letter codes (ISO 639-1) of <see cref="Language"/>.</summary>
public static class LanguageCodes
{
    /// <summary>The code as written in files, settings and the database: <c>hi</c> or <c>en</c>.</summary>
    public static string Code(this Language language) => language == Language.English ? "en" : "hi";

    /// <summary>Reads a code; null for anything but <c>hi</c> and <c>en</c>.</summary>
    public static Language? FromCode(string? code) => code switch { "hi" => Language.Hindi, "en" => Language.English, _ => null };
}
