using System.CommandLine;
using Sluice.Cli.Configuration;
using Sluice.Cli.Explorations;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Tests;
using Sluice.Cli.Tries;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli;

/// <summary>The program with all of its verbs, as completion looks at it. Nothing in it is run.</summary>
internal static class WholeProgram
{
    public static Command Of(Surroundings surroundings)
    {
        var program = new Command("sluice");
        foreach (var verb in VerbTable.All)
        {
            program.Subcommands.Add(verb switch
            {
                LocalVerb local => LocalVerbs.CommandOf(local, surroundings),
                RemoteVerb remote => CommandTable.CommandOf(remote, surroundings),
                TestVerb test => TestCommand.Of(test, surroundings),
                TryStateVerb tried => TryStateCommand.Of(tried, surroundings),
                ExploreVerb explored => ExploreCommand.Of(explored, surroundings),
                _ => new(verb.Name, verb.Summary),
            });
        }

        // Their help does not repeat the settings, and they can be completed all the same.
        foreach (var option in program.Subcommands.SelectMany(command => command.Options).Where(option => Settings.ByFlag.ContainsKey(option.Name)))
        {
            option.Hidden = false;
            option.Description = Settings.ByFlag[option.Name].Description;
        }

        program.Subcommands.Add(Server("dev"));
        program.Subcommands.Add(Server("serve"));
        return program;
    }

    private static Command Server(string name)
    {
        var command = new Command(name, HelpTexts.StartServer) { new Option<bool>("--ephemeral") };
        foreach (var setting in Settings.All)
        {
            command.Options.Add(new Option<string>(setting.Flag) { Description = setting.Description });
        }

        return command;
    }
}
