namespace Sluice.Cli.Assistants;

/// <summary>All that an assistant can have done. A new one is a line here: a verb, and what its parameters become.</summary>
internal static class AssistantTools
{
    private static readonly ToolParameter Execution = new("execution", "The execution, as FLOW/EXECUTION.");

    private static readonly ToolParameter Definition = new("definition", "The text of the definition, YAML or JSON.");

    public static IReadOnlyList<AssistantTool> All { get; } =
    [
        new("check",
            "Tells everything that is wrong with a flow definition, and what was hardly meant, with line, column and what would be right.",
            [Definition, new("target", "cloudflow: also tell what the vendor's service does not have.", IsRequired: false)],
            given => ["check", "-", .. given.Option("target", "--target")])
        {
            Input = "definition",
        },
        new("test",
            "Runs the tests of flows (*.test.yaml) of a file or directory, on virtual time and without any call, with coverage of states and edges.",
            [new("path", "A file, or a directory that is searched.")],
            given => ["test", given.Get("path"), "--coverage"]),
        new("explore",
            "Runs a flow with all that its calls may come to, two faults at once at the most, on virtual time and without any call; tells what nothing handles.",
            [new("path", "A definition; or a file of tests (*.test.yaml), whose input and answers are used.")],
            given => ["explore", given.Get("path")]),
        new("replay",
            "Leads recorded executions of a flow through another definition, without any call, and tells which would end otherwise, and where.",
            [new("flow", "The flow of the server."), new("path", "The file of the other definition.")],
            given => ["replay", "--flow", given.Get("flow"), "--definition", given.Get("path")])
        {
            AsksServer = true,
        },
        new("examples", "Lists flows to begin with; the resources gallery/NAME/… have their text.", [], _ => ["examples"]),
        new("graph", "Draws a flow as a Mermaid diagram.",
            [
                new("definition", "The text of the definition; or else give flow.", IsRequired: false),
                new("flow", "A flow of the server.", IsRequired: false),
            ],
            given => ["graph", given.Find("flow") ?? "-"])
        {
            AsksServer = true,
            HasJson = false,
            Input = "definition",
        },
        new("flows", "Lists the flows of the server, each with its last execution.", [], _ => ["flows"]) { AsksServer = true },
        new("ps", "Finds executions.",
            [
                new("flow", "Only of this flow.", IsRequired: false),
                new("status", "Such as Failed or Running.", IsRequired: false),
                new("since", "Started within this time: 30m, 1h, 2d.", IsRequired: false),
            ],
            given => ["ps", .. given.Option("flow", "--flow"), .. given.Option("status", "--status"), .. given.Option("since", "--since")])
        {
            AsksServer = true,
        },
        new("show", "An execution: its input and output, and where each step stands.", [Execution], given => ["show", given.Get("execution")])
        {
            AsksServer = true,
        },
        new("why", "Why an execution failed, or where it is: a sentence, the request and the answer, the rules that were asked, and what to do.",
            [Execution], given => ["why", given.Get("execution")])
        {
            AsksServer = true,
        },
        new("history", "Every event of an execution.", [Execution], given => ["history", given.Get("execution")]) { AsksServer = true },
        new("deploy", "Creates a flow of a definition, or changes it.",
            [Definition, new("flow", "Its name.")],
            given => ["deploy", "-", $"--name={given.Get("flow")}"])
        {
            Changes = true,
            AsksServer = true,
            Input = "definition",
        },
        new("run", "Starts an execution of a flow, which makes the calls that are in it.",
            [
                new("flow", "The flow to run."),
                new("input", "The input, an object.", IsRequired: false, Type: "object"),
                new("name", "Of the execution; made up when it is left out.", IsRequired: false),
                new("wait", "Follow it until it ends.", IsRequired: false, Type: "boolean"),
            ],
            given =>
            [
                "run", given.Get("flow"), .. given.Option("input", "--input-json"), .. given.Option("name", "--name"),
                .. given.IsTrue("wait") ? ["--watch"] : Array.Empty<string>(),
            ])
        {
            Changes = true,
            AsksServer = true,
        },
    ];
}
