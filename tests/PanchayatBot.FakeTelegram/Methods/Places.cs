using System.Globalization;
using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram.Methods;

/// <summary>Pins on the map.</summary>
internal static class Places
{
    public static void SendLocation(Call call)
    {
        foreach (var known in (string[])["live_period", "heading", "proximity_alert_radius"])
        {
            if (call.Parameters.Number(known) is > 0)
                throw BotApiException.NotModelled($"the parameter {known}");
        }

        var point = ReadPoint(call.Parameters);
        Sending.Put(call, draft => draft with { Attached = new Attached(AttachedKind.Location, "", null, default) { Point = point } });
    }

    public static void SendVenue(Call call)
    {
        var point = ReadPoint(call.Parameters);
        var venue = (Words(call.Parameters, "title"), Words(call.Parameters, "address"));
        Sending.Put(call, draft => draft with { Attached = new Attached(AttachedKind.Venue, "", null, default) { Point = point, Venue = venue } });
    }

    private static string Words(Parameters parameters, string name) =>
        parameters.Text(name)?.Trim() is { Length: > 0 } words ? words : throw BotApiException.BadRequest($"{name} is empty");

    private static (double Latitude, double Longitude) ReadPoint(Parameters parameters)
    {
        var (latitude, longitude) = (Degrees(parameters, "latitude"), Degrees(parameters, "longitude"));
        return Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180
            ? (latitude, longitude)
            : throw BotApiException.BadRequest("wrong latitude or longitude specified");
    }

    private static double Degrees(Parameters parameters, string name) =>
        string.IsNullOrEmpty(parameters.Text(name)) ? throw BotApiException.BadRequest($"{name} is empty")
        : double.TryParse(parameters.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees
        // As by Telegram, which reads what is no number as 0.
        : 0;
}
