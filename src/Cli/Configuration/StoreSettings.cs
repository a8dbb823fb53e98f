namespace Sluice.Cli.Configuration;

/// <summary>Where executions and flows are stored.</summary>
internal static class StoreSettings
{
    public static readonly Setting<string?> Postgres = Setting.Text(
        "store.postgres",
        null,
        "A PostgreSQL database to store everything in, as Host=…;Database=…;Username=…;Password=… or postgresql://…. Without it, "
        + "an SQLite file in the data directory. See operations.md.") with
    {
        IsSecret = true,
    };

    public static IReadOnlyList<Setting> All { get; } = [Postgres];
}
