namespace Sluice.Cli.Configuration;

/// <summary>Where executions and flows are stored.</summary>
internal static class StoreSettings
{
    public static readonly Setting<string?> Postgres = Setting.Text("store.postgres", null) with
    {
        IsSecret = true,
    };

    public static IReadOnlyList<Setting> All { get; } = [Postgres];
}
