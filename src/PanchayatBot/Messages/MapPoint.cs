using System.Globalization;
using System.Text.RegularExpressions;

namespace PanchayatBot.Messages;

/// <summary>A point on the map.</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
public sealed partial record MapPoint(double Latitude, double Longitude)
{
    // What somebody types is taken for a place only within India: "11.30, 12.30" are two times of day.
    private const double South = 6;
    private const double North = 38;
    private const double West = 68;
    private const double East = 98;

    // The patterns read a text once from left to right; no text comes near this, in milliseconds.
    private const int LongestSearch = 1_000;

    // No link to a map is longer.
    private const int LongestText = 500;

    /// <summary>The point on OpenStreetMap, near enough to see the houses.</summary>
    public Uri ToMap() => new(string.Create(CultureInfo.InvariantCulture, $"https://www.openstreetmap.org/?mlat={Latitude:0.######}&mlon={Longitude:0.######}#map=17/{Latitude:0.######}/{Longitude:0.######}"));

    /// <summary>Both numbers with a comma between them, to six places (a hand's breadth).</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Latitude:0.######}, {Longitude:0.######}");

    /// <summary>Reads a text that is nothing but a place in India: "25.77, 87.47" (at least two decimals), a link to Google Maps or OpenStreetMap
    /// that holds the numbers, or a geo: address. Short links hold none; nothing is fetched.</summary>
    /// <returns>The point; null when the text is anything else.</returns>
    public static MapPoint? Read(string text)
    {
        if (text.Length > LongestText)
            return null;
        var trimmed = text.Trim();
        var match = Typed().Match(trimmed);
        if (!match.Success && IsMap(trimmed))
        {
            var link = Uri.UnescapeDataString(trimmed);
            match = Pinned().Match(link);
            if (!match.Success)
                match = Shown().Match(link);
        }

        return match.Success && Degrees(match, "lat") is >= South and <= North and var latitude && Degrees(match, "lon") is >= West and <= East and var longitude
            ? new MapPoint(latitude, longitude)
            : null;
    }

    private static bool IsMap(string text) =>
        !text.Any(char.IsWhiteSpace) && Uri.TryCreate(text, UriKind.Absolute, out var link)
        && (link.Scheme == "geo" || (link.Scheme is "https" or "http" && MapHost().IsMatch(link.Host)));

    /// <summary>The number, in Devanagari digits or others.</summary>
    private static double Degrees(Match match, string group) => double.Parse(
        string.Concat(match.Groups[group].Value.Select(c => c is >= '०' and <= '९' ? (char)(c - '०' + '0') : c)), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\(?(?<lat>[0-9०-९]{1,2}\.[0-9०-९]{2,15})\s?°?\s?N?\s?[,\s]\s?(?<lon>[0-9०-९]{2,3}\.[0-9०-९]{2,15})\s?°?\s?E?\)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, LongestSearch)]
    private static partial Regex Typed();

    // The pin, which counts before the middle of what is shown.
    [GeneratedRegex(@"!3d(?<lat>[0-9]{1,2}\.[0-9]{1,15})!4d(?<lon>[0-9]{2,3}\.[0-9]{1,15})|[?&]mlat=(?<lat>[0-9]{1,2}\.[0-9]{1,15})&mlon=(?<lon>[0-9]{2,3}\.[0-9]{1,15})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, LongestSearch)]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(?:[@/]|^geo:|[?&](?:q|ll|query|destination|daddr|center)=(?:loc:)?)(?<lat>[0-9]{1,2}\.[0-9]{1,15}),\+?(?<lon>[0-9]{2,3}\.[0-9]{1,15})|#map=[0-9]{1,2}/(?<lat>[0-9]{1,2}\.[0-9]{1,15})/(?<lon>[0-9]{2,3}\.[0-9]{1,15})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, LongestSearch)]
    private static partial Regex Shown();

    [GeneratedRegex(@"(^|\.)(google\.(com|co\.in)|goo\.gl|openstreetmap\.org|osm\.org)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, LongestSearch)]
    private static partial Regex MapHost();
}
