using System.CommandLine;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>The command behind each verb.</summary>
internal static class CommandTable
{
    /// <summary>Does what was parsed.</summary>
    /// <returns>The exit code.</returns>
    internal delegate Task<int> Doing(Session session, ParseResult line, CancellationToken cancellationToken);

    /// <summary>The program with this one verb.</summary>
    public static Command Program(RemoteVerb verb, Surroundings surroundings) =>
        HelpWithExample.Program(CommandOf(verb, surroundings), verb.Example);

    public static Command CommandOf(RemoteVerb verb, Surroundings surroundings)
    {
        var description = VerbDescriptions.Of(verb.Name);
        return verb.Name switch
        {
            "deploy" => DeployCommand.Of(surroundings, description),
            "flows" => FlowCommands.Flows(surroundings, description),
            "versions" => FlowCommands.Versions(surroundings, description),
            "alias" => AliasCommand.Of(surroundings, description),
            "graph" => GraphCommand.Of(surroundings, description),
            "run" => RunCommand.Of(surroundings, description),
            "show" => ShowCommand.Of(surroundings, description),
            "why" => WhyCommand.Of(surroundings, description),
            "history" => ExecutionCommands.History(surroundings, description),
            "watch" => ExecutionCommands.Watch(surroundings, description),
            "result" => ExecutionCommands.Result(surroundings, description),
            "stop" => ExecutionCommands.Stop(surroundings, description),
            "ps" => RepairCommands.Ps(surroundings, description),
            "redrive" => RepairCommands.Redrive(surroundings, description),
            "rerun" => RepairCommands.Rerun(surroundings, description),
            "batch" => BatchCommand.Of(surroundings, description),
            "prune" => BatchCommand.Prune(surroundings, description),
            "queue" => QueueCommand.Of(surroundings, description),
            "event" => EventCommand.Of(surroundings, description),
            "inbox" => InboxCommands.Inbox(surroundings, description),
            "approve" => InboxCommands.Approve(surroundings, description),
            "reject" => InboxCommands.Reject(surroundings, description),
            "replay" => ReplayCommand.Of(surroundings, description),
            "schedule" => ScheduleCommand.Of(surroundings, description),
            "users" => AdministrationCommands.Users(surroundings, description),
            "keys" => AdministrationCommands.Keys(surroundings, description),
            "roles" => AdministrationCommands.Roles(surroundings, description),
            "ready" => ReadyCommand.Of(surroundings, description),
            _ => throw new ArgumentException($"No command is behind '{verb.Name}'.", nameof(verb)),
        };
    }

    /// <summary>Lets a command do its work with a session.</summary>
    public static Command Does(this Command command, Surroundings surroundings, Doing work)
    {
        command.Options.Add(CommonOptions.Json());
        command.Options.Add(CommonOptions.Endpoint());
        command.Options.Add(CommonOptions.Profile());
        command.SetAction(async (line, cancellationToken) =>
        {
            var connection = Connection.Find(
                CommonOptions.EndpointOf(line), CommonOptions.ProfileOf(line), surroundings);
            using var session = new Session(connection, CommonOptions.IsJson(line), surroundings);
            return await work(session, line, cancellationToken);
        });
        return command;
    }
}
