using PanchayatBot.Channels.Telegram;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Mail;
using PanchayatBot.Offices;
using PanchayatBot.Polls;
using PanchayatBot.Schemes.Gaps;
using PanchayatBot.Storage;

namespace PanchayatBot.Hosting;

/// <summary>Reads the settings: appsettings.json in the home folder, then the environment, then <c>--set</c> on the command line.</summary>
public static class Settings
{
    /// <summary>The file's name; appsettings.sample.json explains every key.</summary>
    public const string FileName = "appsettings.json";

    /// <summary>Loads everything.</summary>
    /// <param name="home">The bot's home folder.</param>
    /// <param name="overrides">Pairs as typed: <c>Storage:Provider=PostgreSql</c>; of several for a key the last one counts.</param>
    /// <exception cref="SettingsException">A file or pair cannot be read; the message says which and why.</exception>
    public static IConfigurationRoot Load(string home, IEnumerable<string> overrides)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in overrides)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } key, var value])
                throw new SettingsException($"--set {pair}: write it as Key=Value, for example --set Storage:Provider=PostgreSql");
            pairs[key] = value;
        }

        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(home)
                .AddJsonFile(FileName, optional: true)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(pairs)
                .Build();
        }
        catch (InvalidDataException e)
        {
            throw new SettingsException($"{Path.Combine(home, FileName)}: {e.InnerException?.Message ?? e.Message} Compare it with appsettings.sample.json.", e);
        }
    }

    /// <summary>One section as an object.</summary>
    /// <exception cref="SettingsException">A value has the wrong form.</exception>
    public static T Section<T>(IConfiguration settings, string name) where T : new()
    {
        try
        {
            return settings.GetSection(name).Get<T>() ?? new T();
        }
        catch (InvalidOperationException e)
        {
            throw new SettingsException($"Settings, section {name}: {e.Message} {(e.InnerException?.Message is { } inner ? inner : "")}".Trim(), e);
        }
    }

    /// <summary>Keys that nobody reads, most likely misspelt.</summary>
    public static IEnumerable<string> Unknown(string home)
    {
        IConfiguration file = new ConfigurationBuilder().SetBasePath(home).AddJsonFile(FileName, optional: true).Build();
        return file.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key).Where(key => !IsKnown(key)).Order(StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsKnown(string key)
    {
        if (key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase))
            return true;
        string[] known =
        [
            "Urls", "Log:Format", "WebChat:Demo", "WebChat:Address",
            .. Keys<StorageOptions>(StorageOptions.Section), .. Keys<DeliveryOptions>(DeliveryOptions.Section),
            .. Keys<InboundFileOptions>(InboundFileOptions.Section), .. Keys<GapOptions>(GapOptions.Section), .. Keys<OfficeOptions>(OfficeOptions.Section), .. Keys<PollOptions>(PollOptions.Section), .. Keys<GramSabhaOptions>(GramSabhaOptions.Section), .. Keys<MailOptions>(MailOptions.Section),
            .. Keys<TelegramOptions>(TelegramOptions.Section), .. Keys<WebhookOptions>("Telegram:Webhook"),
        ];
        // Of a list each entry has a key of its own, ending in its number.
        return known.Contains(key.TrimEnd([':', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']), StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Keys<T>(string section) => typeof(T).GetProperties().Where(p => p.CanWrite).Select(p => $"{section}:{p.Name}");
}

/// <summary>A setting is missing or wrong; the message names it and says what to do.</summary>
public sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
