using System.Globalization;
using Sluice.Cli.Backups;
using Sluice.Cli.Configuration;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Engine.Checking;
using Sluice.Queues.Checking;
using Sluice.Server.Starting;
using Sluice.Storage;
using Sluice.Storage.Sqlite;
using Sluice.Storage.Sqlite.Checking;

namespace Sluice.Cli.Checking;

/// <summary><c>sluice check-store</c>: whether all that a stopped server's store holds is what was written.</summary>
internal sealed class StoreCheckVerb : IVerb
{
    private const int Whole = 0;
    private const int Damaged = 1;

    public string Name => "check-store";

    public string Usage => "[--json] [--data DIR]";

    public string Example => "sluice backup ./second --data ./data && sluice check-store --data ./second";

    public Task<int> RunAsync(string[] arguments, Surroundings surroundings) =>
        Task.FromResult(Run(arguments, surroundings));

    /// <param name="arguments"><c>--json</c>, and settings that say where the store is.</param>
    /// <returns>1 when something is damaged, else 0.</returns>
    /// <exception cref="StartException">The arguments are wrong, or the store cannot be looked at now.</exception>
    public static int Run(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        var (output, progress) = (surroundings.Output, surroundings.Error);
        var settings = surroundings.ReadSettings(CommandLine.Parse([.. arguments.Where(argument => argument != "--json")]));
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
                    rows == 0 ? Texts.FormatStoreLooking(part) : string.Create(CultureInfo.InvariantCulture, $"  {rows:N0} …")),
                ReadState = StoredForms.ReadState,
                ReadLetter = StoredForms.ReadLetter,
                ReadMapRun = StoredForms.ReadMapRun,
            });
            report = WithMessages(report, Path.Combine(data, DataBackup.QueueFile), form);
            form.End(report);
            return report.Damages == 0 ? Whole : Damaged;
        }
        catch (StoreOpenException e)
        {
            throw new StartException(
                Texts.FormatStoreInUse(e.Message),
                StartException.Environment);
        }
    }

    /// <remarks>They are in a file of their own, which has no checksums but those of the bodies.</remarks>
    private static StoreCheckReport WithMessages(StoreCheckReport report, string path, IStoreCheckOutput form)
    {
        var damages = 0;
        var messages = QueueFileCheck.Run(path, (what, problem) =>
        {
            damages++;
            form.Found(what, problem);
        });
        return report with
        {
            Rows = report.Rows.Count == 0 ? report.Rows : new Dictionary<string, long>(report.Rows) { ["message"] = messages },
            Damages = report.Damages + damages,
        };
    }
}
