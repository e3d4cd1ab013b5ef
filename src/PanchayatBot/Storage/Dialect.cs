namespace PanchayatBot.Storage;

/// <summary>The databases that are supported, and the few words in which their SQL differs.</summary>
public enum Dialect
{
    /// <summary>One file, one machine: the default.</summary>
    Sqlite,

    /// <summary>For more than one machine.</summary>
    PostgreSql,
}

/// <summary>What stands for the placeholders of migrations and claims.</summary>
internal static class DialectWords
{
    /// <summary>A key that the database counts up and never gives twice.</summary>
    public static string Identity(this Dialect dialect) =>
        dialect == Dialect.Sqlite ? "integer primary key autoincrement" : "bigint generated always as identity primary key";

    /// <summary>A moment in UTC. SQLite keeps it as text of fixed width, which sorts as time does.</summary>
    public static string Timestamp(this Dialect dialect) => dialect == Dialect.Sqlite ? "text" : "timestamptz";

    /// <summary>Bytes of any kind.</summary>
    public static string Bytes(this Dialect dialect) => dialect == Dialect.Sqlite ? "blob" : "bytea";

    /// <summary>Keeps a table in the order of its primary key, where the database asks for that.</summary>
    public static string KeyOrder(this Dialect dialect) => dialect == Dialect.Sqlite ? "without rowid" : "";

    /// <summary>Makes the database refuse to change or delete a table's rows.</summary>
    public static string AppendOnly(this Dialect dialect, string table) => dialect == Dialect.Sqlite
        ? $"""
            create trigger {table}_never_changed before update on {table} begin select raise(abort, '{table} is append-only'); end;
            create trigger {table}_never_deleted before delete on {table} begin select raise(abort, '{table} is append-only'); end;
            """
        : $"""
            create function {table}_is_append_only() returns trigger language plpgsql as 'begin raise exception ''{table} is append-only''; end';
            create trigger {table}_append_only before update or delete or truncate on {table} for each statement execute function {table}_is_append_only();
            """;

    /// <summary>Lets several processes claim different rows at once; SQLite has one writer anyway.</summary>
    public static string SkipLocked(this Dialect dialect) => dialect == Dialect.Sqlite ? "" : "for update skip locked";

    /// <summary>Keeps the rows read as they are until the transaction ends, while others may read them so, too; SQLite has one writer anyway.</summary>
    public static string Shared(this Dialect dialect) => dialect == Dialect.Sqlite ? "" : "for share";
}
