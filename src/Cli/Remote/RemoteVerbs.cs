namespace Sluice.Cli.Remote;

/// <summary>The verbs that ask a server, and what help says of them.</summary>
internal static class RemoteVerbs
{
    /// <summary>In the order in which <c>--help</c> shows them. Their examples work in this order, too, one after the other.</summary>
    public static IReadOnlyList<RemoteVerb> All { get; } =
    [
        new("deploy", "FILE [--name FLOW] [--publish] [--alias NAME]", "sluice deploy hello.yaml --alias live"),
        new("flows", "", "sluice flows"),
        new("versions", "FLOW", "sluice versions hello"),
        new("alias", "FLOW [NAME --version N]", "sluice alias hello live --version 1"),
        new("graph", "FILE|FLOW [--svg]", "sluice graph hello.yaml --svg >hello.svg"),
        new("run", "FLOW [--name N] [--input FILE|-] [--watch]",
            """sluice run hello --name first --input-json '{"name":"Ada"}' --watch"""),
        new("show", "FLOW/EXECUTION", "sluice show hello/first"),
        new("why", "FLOW/EXECUTION", "sluice why hello/first"),
        new("history", "FLOW/EXECUTION", "sluice history hello/first"),
        new("watch", "FLOW/EXECUTION", "sluice watch hello/first"),
        new("result", "FLOW/EXECUTION", "sluice result hello/first"),
        new("stop", "FLOW/EXECUTION [--error CODE] [--cause TEXT]",
            "sluice run hello --name second && sluice stop hello/second --cause 'not needed'"),
        new("ps", "[--flow F] [--failed|--running|--retrying|--waiting] [--error CODE] [--since 1h]",
            "sluice ps --flow hello --since 1h"),
        new("redrive", "FLOW/EXECUTION [--latest] [--dry-run] [--watch]", "sluice redrive hello/second --dry-run"),
        new("rerun", "FLOW/EXECUTION [--name N] [--latest] [--watch]", "sluice rerun hello/first --name third"),
        new("batch", "stop|redrive|rerun|delete [--flow F] [--yes] | list | show|cancel ID",
            "sluice batch redrive --flow hello --since 1h"),
        new("prune", "--older 30d [--flow F] [--yes]", "sluice prune --older 30d"),
        new("inbox", "[--flow F] [--ids]", "sluice inbox"),
        new("approve", "ID [--output FILE|-] [--output-json TEXT]",
            "for id in $(sluice inbox --flow hello --ids); do sluice approve $id; done"),
        new("reject", "ID [--error CODE] [--cause TEXT]",
            "for id in $(sluice inbox --flow hello --ids); do sluice reject $id --cause 'too dear'; done"),
        new("replay", "--flow F --definition FILE [--last N]",
            "sluice replay --flow hello --definition hello.yaml --last 500"),
        new("schedule", "list | next | run|pause|resume FLOW/SCHEDULE", "sluice schedule next"),
        new("queue", "list | show|messages QUEUE | send QUEUE BODY | topics", "sluice queue list"),
        new("event", "list | put|log|deliveries|replay|rules|put-rule|delete-rule BUS",
            "sluice event put orders --source shop --type order.paid && sluice event log orders"),
        new("users", "list | create|update NAME [--policy P] [--owner] | delete NAME",
            "sluice users create eve --policy AliyunFnFReadOnlyAccess && sluice users list"),
        new("keys", "list|create USER | rotate|disable|enable|delete USER KEY", "sluice keys list eve"),
        new("roles", "list | create|update NAME [--trust FILE] | delete NAME", "sluice roles list"),
        new("ready", "", "sluice ready"),
    ];
}
