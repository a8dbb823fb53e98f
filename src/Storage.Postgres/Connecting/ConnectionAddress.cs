using Npgsql;

namespace Sluice.Storage.Postgres.Connecting;

/// <summary>A connection string in the form of an address, as PostgreSQL's own tools take it.</summary>
internal static class ConnectionAddress
{
    public static bool IsOne(string text) =>
        text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal);

    /// <summary><c>postgresql://user:password@host:port,host:port/database?Parameter=value</c>.</summary>
    /// <exception cref="ArgumentException">A parameter is unknown, or has a bad value.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var rest = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var (address, query) = Split(rest, '?');
        var (authority, database) = Split(address, '/');
        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? ("", "") : Split(authority[..at], ':');
        var settings = new NpgsqlConnectionStringBuilder { Host = authority[(at + 1)..] };
        if (settings.Host is { Length: 0 })
        {
            throw new ArgumentException("There is no host in it.", nameof(text));
        }

        Set(settings, "Username", user);
        Set(settings, "Password", password);
        Set(settings, "Database", database);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Split(pair, '=');
            Set(settings, Uri.UnescapeDataString(name).Replace('_', ' '), value);
        }

        return One(settings);
    }

    /// <summary>With one host, its port is a parameter of its own.</summary>
    private static NpgsqlConnectionStringBuilder One(NpgsqlConnectionStringBuilder settings)
    {
        var host = settings.Host!;
        var colon = host.LastIndexOf(':');
        if (!host.Contains(',', StringComparison.Ordinal) && colon > host.LastIndexOf(']'))
        {
            settings["Port"] = host[(colon + 1)..];
            settings.Host = host[..colon];
        }

        return settings;
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        if (value.Length > 0)
        {
            settings[name.Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? "SSL Mode" : name] =
                Uri.UnescapeDataString(value);
        }
    }

    private static (string Before, string Behind) Split(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
