using System.Globalization;
using PanchayatBot.Content;

namespace PanchayatBot.Places;

/// <summary>The levels of the tree, from the top down. Names stand in the database.</summary>
public enum PlaceKind
{
    /// <summary>राज्य</summary>
    State,

    /// <summary>जिला</summary>
    District,

    /// <summary>प्रखंड / विकास खंड</summary>
    Block,

    /// <summary>ग्राम पंचायत</summary>
    Panchayat,

    /// <summary>वार्ड or village</summary>
    Ward,
}

/// <summary>A node of the tree state > district > block > panchayat > ward.</summary>
public sealed class Place
{
    /// <summary>Prefix of a panchayat's link.</summary>
    public const string LinkPrefix = "gp_";

    /// <summary>Key in the database.</summary>
    public long Id { get; init; }

    /// <summary>Its level.</summary>
    public PlaceKind Kind { get; init; }

    /// <summary>The place above; null for a state.</summary>
    public long? ParentId { get; init; }

    /// <summary>Its number in the Local Government Directory; null when it has none or it was not told.</summary>
    public long? LgdCode { get; init; }

    /// <summary>Two-letter code of the state.</summary>
    public required string State { get; init; }

    /// <summary>Name in Devanagari.</summary>
    public required string NameHi { get; init; }

    /// <summary>Name in Latin letters.</summary>
    public required string NameEn { get; init; }

    /// <summary>The name in both languages.</summary>
    public Bilingual Name => new(NameHi, NameEn);

    /// <summary>The word of the panchayat's link.</summary>
    public string LinkWord => LinkPrefix + LinkCode;

    /// <summary>What follows <see cref="LinkPrefix"/> in the panchayat's link: the directory's number, else the bot's own.</summary>
    public string LinkCode => LgdCode is { } lgd ? lgd.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"id{Id}");
}
