namespace PanchayatBot.Storage;

/// <summary>Settings under <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Storage";

    /// <summary>Sqlite (default) or PostgreSql.</summary>
    public Dialect Provider { get; set; } = Dialect.Sqlite;

    /// <summary>ADO.NET connection string; relative SQLite paths count from the bot's home folder.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/panchayatbot.db";
}
