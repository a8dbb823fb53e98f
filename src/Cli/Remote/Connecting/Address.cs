using Sluice.Cli.Wording;
namespace Sluice.Cli.Remote.Connecting;

/// <summary>Something of a flow, as <c>FLOW/NAME</c>: an execution or a schedule.</summary>
internal readonly record struct Address(string Flow, string Name)
{
    /// <param name="kind">Such as <c>EXECUTION</c>.</param>
    /// <exception cref="UsageException">It is not of this form.</exception>
    public static Address Parse(string text, string kind) =>
        text.Split('/') is [{ Length: > 0 } flow, { Length: > 0 } name]
            ? new(flow, name)
            : throw new UsageException(Texts.FormatNoAddress(text, kind));

    public override string ToString() => $"{Flow}/{Name}";
}
