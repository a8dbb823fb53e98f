using Npgsql;

namespace Sluice.Storage.Postgres.Connecting;

/// <summary>The way to the database: which server, as whom, and what every connection there must be like.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const string DefaultSchema = "sluice";

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource? _root;

    private Database(NpgsqlDataSource source, NpgsqlDataSource? root, NpgsqlConnectionStringBuilder settings, string schema)
    {
        (_source, _root, Schema) = (source, root, schema);
        Description = $"'{settings.Database ?? settings.Username}' on {settings.Host}, schema '{schema}'";
    }

    public string Schema { get; }

    /// <summary>Which database it is, without anything secret.</summary>
    public string Description { get; }

    /// <exception cref="StoreOpenException">The connection string cannot be read; the message does not repeat it.</exception>
    public static Database Of(string connectionString)
    {
        var settings = Parse(connectionString);
        var schema = string.IsNullOrWhiteSpace(settings.SearchPath) ? DefaultSchema : settings.SearchPath.Trim();
        if (schema.Contains(',', StringComparison.Ordinal) || schema.Contains('"', StringComparison.Ordinal))
        {
            throw new StoreOpenException("The connection string to PostgreSQL must name one schema at most in Search Path.");
        }

        settings.SearchPath = Quoted(schema);
        settings.ApplicationName ??= "sluice";
        settings.MaxAutoPrepare = settings.MaxAutoPrepare > 0 ? settings.MaxAutoPrepare : 200;
        settings.AutoPrepareMinUsages = 2;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, 20);
        settings.KeepAlive = settings.KeepAlive > 0 ? settings.KeepAlive : 10;
        settings.IncludeErrorDetail = false;
        return Build(settings, schema);
    }

    /// <summary>A name as it stands in a statement.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        await (_root?.DisposeAsync() ?? ValueTask.CompletedTask).ConfigureAwait(false);
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return ConnectionAddress.IsOne(connectionString)
                ? ConnectionAddress.Parse(connectionString)
                : new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            // The message of the error may repeat parts of the string, and the password is one.
            throw new StoreOpenException(
                "The connection string to PostgreSQL cannot be read. Write it as Host=…;Port=…;Database=…;Username=…;Password=… or as "
                + "postgresql://user:password@host:port/database; parameters are those of Npgsql.");
        }
    }

    private static Database Build(NpgsqlConnectionStringBuilder settings, string schema)
    {
        var isOneHost = settings.Host?.Contains(',', StringComparison.Ordinal) != true;
        if (isOneHost)
        {
            return new(Prepared(settings).Build(), null, settings, schema);
        }

        // The one that takes writes, whichever it is by now.
        settings.TargetSessionAttributes = null;
        var hosts = Prepared(settings).BuildMultiHost();
        return new(hosts.WithTargetSession(TargetSessionAttributes.Primary), hosts, settings, schema);
    }

    private static NpgsqlDataSourceBuilder Prepared(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "sluice" };
        builder.UsePhysicalConnectionInitializer(
            connection => ServerCheck.RunAsync(connection).GetAwaiter().GetResult(), ServerCheck.RunAsync);
        return builder;
    }
}
