using System.Globalization;
using Sluice.Cli.Auditing;
using Sluice.Cli.Backups;
using Sluice.Cli.Checking;
using Sluice.Cli.Configuration;
using Sluice.Cli.Explorations;
using Sluice.Cli.Remote;
using Sluice.Cli.Serving;
using Sluice.Cli.Tests;
using Sluice.Cli.Tries;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Server.Starting;

namespace Sluice.Cli;

/// <summary>All that the program can be told to do.</summary>
internal static class VerbTable
{
    /// <summary>In the order in which <c>--help</c> shows them.</summary>
    public static IReadOnlyList<IVerb> All { get; } =
    [
        .. LocalVerbs.All, .. RemoteVerbs.All, new CheckVerb(), new TestVerb(), new TryStateVerb(), new ExploreVerb(),
        new BackupVerb(), new StoreCheckVerb(), new AuditVerb(),
    ];

    /// <summary>Does what the arguments say: the verb that comes first. Without one, or
    /// with <c>dev</c> or <c>serve</c>, the server is started, and runs until it is asked to stop.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="StartException">The arguments are wrong, or it cannot be done; it says why.</exception>
    public static async Task<int> RunAsync(string[] arguments, Surroundings surroundings)
    {
        CultureInfo.CurrentUICulture = Language.CultureOf(surroundings.Language);
        var (rest, asked) = Language.Take(arguments);
        if (asked is not null)
        {
            surroundings = surroundings.In(asked);
            CultureInfo.CurrentUICulture = Language.CultureOf(asked);
        }

        return await DoAsync(rest, surroundings);
    }

    private static Task<int> DoAsync(string[] arguments, Surroundings surroundings) =>
        All.FirstOrDefault(verb => verb.Name == arguments.FirstOrDefault()) is { } verb
            ? HelpOfVerb.TryShow(verb, arguments[1..], surroundings) ? Task.FromResult(0) : verb.RunAsync(arguments[1..], surroundings)
            : ServeAsync(
                CommandLine.Parse(arguments is ["dev" or "serve", .. var rest] ? rest : arguments),
                surroundings,
                isForDevelopment: arguments is ["dev", ..]);

    private static async Task<int> ServeAsync(CommandLine line, Surroundings surroundings, bool isForDevelopment)
    {
        if (line.ShowsHelp || line.ShowsVersion)
        {
            surroundings.Output.Write(line.ShowsHelp ? Help.Of(All) : $"sluice {Banner.Version}\n");
        }
        else
        {
            await ServerRun.RunAsync(line, surroundings, isForDevelopment);
        }

        return 0;
    }
}
