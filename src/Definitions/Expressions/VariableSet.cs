namespace Sluice.Definitions.Expressions;

/// <summary>The system variables of the state-machine language.</summary>
/// <remarks>Source: definition language, section 3.1.</remarks>
[Flags]
internal enum VariableSet
{
    None = 0,
    Context = 1,
    Input = 2,
    Output = 4,
    Global = 8,
    Item = 16,

    /// <summary>References to secrets, by name; our own.</summary>
    Secret = 32,
}
