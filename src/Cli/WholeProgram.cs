using System.CommandLine;
using Sluice.Cli.Configuration;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Tests;
using Sluice.Cli.Verbs;

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
                _ => new(verb.Name, verb.Summary),
            });
        }

        foreach (var name in (string[])["dev", "serve", "doctor", "config"])
        {
            AddSettings(program, name);
        }

        return program;
    }

    private static void AddSettings(Command program, string name)
    {
        var command = program.Subcommands.FirstOrDefault(known => known.Name == name);
        if (command is null)
        {
            program.Subcommands.Add(command = new(name, "Start the server."));
        }

        foreach (var setting in Settings.All)
        {
            command.Options.Add(new Option<string>(setting.Flag) { Description = setting.Description });
        }
    }
}
