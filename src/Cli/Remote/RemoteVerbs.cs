namespace Sluice.Cli.Remote;

/// <summary>The verbs that ask a server, and what help says of them.</summary>
internal static class RemoteVerbs
{
    /// <summary>In the order in which <c>--help</c> shows them. Their examples work in this order, too, one after the other.</summary>
    public static IReadOnlyList<RemoteVerb> All { get; } =
    [
        new("deploy", "FILE [--name FLOW] [--publish] [--alias NAME]", "Create or change a flow; publish a version of it.",
            "sluice deploy hello.yaml --alias live"),
        new("flows", "", "Flows, each with its last execution.", "sluice flows"),
        new("versions", "FLOW", "What was published of a flow.", "sluice versions hello"),
        new("alias", "FLOW [NAME --version N]", "Where aliases lead; let one lead to a version.",
            "sluice alias hello live --version 1"),
        new("graph", "FILE|FLOW [--svg]", "Draw a flow as a Mermaid diagram, or as SVG.", "sluice graph hello.yaml --svg >hello.svg"),
        new("run", "FLOW [--name N] [--input FILE|-] [--watch]", "Start an execution.",
            """sluice run hello --name first --input-json '{"name":"Ada"}' --watch"""),
        new("show", "FLOW/EXECUTION", "An execution, with where each step stands.", "sluice show hello/first"),
        new("why", "FLOW/EXECUTION", "Why an execution failed, or where it is.", "sluice why hello/first"),
        new("history", "FLOW/EXECUTION", "What has happened in an execution.", "sluice history hello/first"),
        new("watch", "FLOW/EXECUTION", "Follow an execution until it ends.", "sluice watch hello/first"),
        new("result", "FLOW/EXECUTION", "What an execution came to, as JSON.", "sluice result hello/first"),
        new("stop", "FLOW/EXECUTION [--error CODE] [--cause TEXT]", "Stop an execution.",
            "sluice run hello --name second && sluice stop hello/second --cause 'not needed'"),
        new("ps", "[--flow F] [--failed|--running|--retrying|--waiting] [--error CODE] [--since 1h]",
            "Find executions.", "sluice ps --flow hello --since 1h"),
        new("redrive", "FLOW/EXECUTION [--latest] [--dry-run] [--watch]", "Go on with an execution where it failed.",
            "sluice redrive hello/second --dry-run"),
        new("rerun", "FLOW/EXECUTION [--name N] [--latest] [--watch]", "Run an execution once more, as a new one.",
            "sluice rerun hello/first --name third"),
        new("batch", "stop|redrive|rerun|delete [--flow F] [--yes] | list | show|cancel ID", "Act on all that match.",
            "sluice batch redrive --flow hello --since 1h"),
        new("prune", "--older 30d [--flow F] [--yes]", "Delete old executions that have ended.", "sluice prune --older 30d"),
        new("inbox", "[--flow F] [--ids]", "Tasks that wait for somebody to decide.", "sluice inbox"),
        new("approve", "ID [--output FILE|-] [--output-json TEXT]", "Let a waiting task succeed.",
            "for id in $(sluice inbox --flow hello --ids); do sluice approve $id; done"),
        new("reject", "ID [--error CODE] [--cause TEXT]", "Fail a waiting task.",
            "for id in $(sluice inbox --flow hello --ids); do sluice reject $id --cause 'too dear'; done"),
        new("replay", "--flow F --definition FILE [--last N]",
            "Lead recorded executions through another definition.", "sluice replay --flow hello --definition hello.yaml --last 500"),
        new("schedule", "list | next | run|pause|resume FLOW/SCHEDULE", "What the clock starts, and when.", "sluice schedule next"),
        new("queue", "list | show|messages QUEUE | send QUEUE BODY | topics", "Queues and topics of the server itself.", "sluice queue list"),
        new("event", "list | put|log|deliveries|replay|rules|put-rule|delete-rule BUS", "Event buses of the server itself.",
            "sluice event put orders --source shop --type order.paid && sluice event log orders"),
        new("users", "list | create|update NAME [--policy P] [--owner] | delete NAME", "Who may call, and what they may.",
            "sluice users create eve --policy AliyunFnFReadOnlyAccess && sluice users list"),
        new("keys", "list|create USER | rotate|disable|enable|delete USER KEY", "Keys of users.", "sluice keys list eve"),
        new("roles", "list | create|update NAME [--trust FILE] | delete NAME", "What can be taken on for a while.",
            "sluice roles list"),
        new("ready", "", "Whether a server takes calls.", "sluice ready"),
    ];
}
