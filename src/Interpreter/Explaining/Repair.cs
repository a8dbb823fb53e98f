namespace Sluice.Interpreter.Explaining;

/// <summary>How an execution that has ended can be brought to a better end.</summary>
/// <param name="Address">By which commands know it: <c>flow/execution</c>.</param>
/// <param name="IsChild">It belongs to a map run, which decides about it.</param>
/// <param name="CanRedrive">It can be gone on with where it stood.</param>
public sealed record Repair(string Address, bool IsChild, bool CanRedrive)
{
    /// <summary>What there is to be said to whoever has mended what was wrong.</summary>
    public string Sentence =>
        IsChild ? "Redrive the execution that its map run belongs to: only what has not succeeded is run again."
        : CanRedrive ? "Then redrive it, which goes on where it stood, or rerun it from the beginning."
        : "Then rerun it: it is started once more, with the same input, under another name.";

    /// <summary>The same for whoever has a terminal.</summary>
    public IReadOnlyList<ExplainedCommand> Commands =>
        IsChild ? []
        : CanRedrive ? [CommandOf("redrive"), CommandOf("rerun")]
        : [CommandOf("rerun")];

    private ExplainedCommand CommandOf(string action) => new(action, $"sluice {action} {Address}");
}

/// <summary>Something that can be done, as it is typed.</summary>
/// <param name="Action">The verb, which the own API has by the same name.</param>
public sealed record ExplainedCommand(string Action, string Command);
