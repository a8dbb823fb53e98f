using System.Globalization;
using Sluice.Engine.Checking;
using Sluice.Server.Configuration;
using Sluice.Server.Starting;
using Sluice.Storage;
using Sluice.Storage.Sqlite;
using Sluice.Storage.Sqlite.Checking;

namespace Sluice.Server.Checking;

/// <summary><c>sluice check-store</c>: whether all that a stopped server's store holds is what was written.</summary>
internal static class StoreCheckCommand
{
    private const int Whole = 0;
    private const int Damaged = 1;

    /// <param name="arguments">Those behind <c>check-store</c>: <c>--json</c>, and settings that say where the store is.</param>
    /// <param name="progress">For a person who waits.</param>
    /// <returns>1 when something is damaged, else 0.</returns>
    /// <exception cref="StartException">The arguments are wrong, or the store cannot be looked at now.</exception>
    public static int Run(
        IReadOnlyList<string> arguments,
        Func<CommandLine, SettingValues> readSettings,
        TextWriter output,
        TextWriter progress)
    {
        var settings = readSettings(CommandLine.Parse([.. arguments.Where(argument => argument != "--json")]));
        var data = Path.GetFullPath(settings.Get(Settings.Data)!);
        using IStoreCheckOutput form = arguments.Contains("--json")
            ? new StoreCheckJson(output)
            : new StoreCheckText(data, output);
        try
        {
            var report = SqliteStore.Check(data, new StoreCheck
            {
                Found = form.Found,
                Progress = (part, rows) => progress.WriteLine(
                    rows == 0 ? $"Looking at {part} …" : string.Create(CultureInfo.InvariantCulture, $"  {rows:N0} …")),
                ReadState = StoredForms.ReadState,
                ReadLetter = StoredForms.ReadLetter,
                ReadMapRun = StoredForms.ReadMapRun,
            });
            form.End(report);
            return report.Damages == 0 ? Whole : Damaged;
        }
        catch (StoreOpenException e)
        {
            throw new StartException(
                $"check-store: {e.Message} A backup can be checked while its server runs: --data BACKUP.",
                StartException.Environment);
        }
    }
}
