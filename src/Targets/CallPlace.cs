namespace Sluice.Targets;

/// <summary>Where a call goes to: what may hang or be slow as one, such as a host and port.</summary>
/// <param name="Name">The same for all calls that go there, whatever the flow; compared ordinally.</param>
/// <param name="Most">Calls that may be out there at once; null for any number.</param>
public readonly record struct CallPlace(string Name, int? Most = null)
{
    /// <summary>The name of the target's entry that the call goes to; null for the one that has the action's name, or the first.</summary>
    public string? Entry { get; init; }
}
