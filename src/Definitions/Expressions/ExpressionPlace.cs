namespace Sluice.Definitions.Expressions;

/// <summary>A place in a definition where expressions stand: its name, and the variables it may use.</summary>
/// <param name="IsCondition">
/// In a condition, values of unlike types compare as false; elsewhere that is an error.
/// </param>
/// <remarks>Source: definition language, sections 3.3 and 4.5.</remarks>
internal sealed record ExpressionPlace(string Name, VariableSet Variables, bool IsCondition = false)
{
    private const VariableSet Entry = VariableSet.Context | VariableSet.Input | VariableSet.Global;
    private const VariableSet Exit = Entry | VariableSet.Output;

    public static ExpressionPlace InputConstructor { get; } = new("InputConstructor", Entry);

    public static ExpressionPlace OutputConstructor { get; } = new("OutputConstructor", Exit);

    public static ExpressionPlace GlobalConstructor { get; } = new("GlobalConstructor", Exit);

    public static ExpressionPlace CatchOutputConstructor { get; } =
        new("the OutputConstructor of a Catch rule", Entry);

    public static ExpressionPlace Condition { get; } = new("Condition", Entry, IsCondition: true);

    public static ExpressionPlace ItemsPath { get; } = new("ItemsPath", Entry);

    public static ExpressionPlace ItemConstructor { get; } =
        new("ItemConstructor", VariableSet.Context | VariableSet.Input | VariableSet.Item);

    /// <summary>The <c>Parameters</c> of an action that secrets may be sent with.</summary>
    public static ExpressionPlace SecretParameters { get; } = new("Parameters", Entry | VariableSet.Secret);

    /// <summary>Other Parameters, and single fields with the suffix <c>.$</c>.</summary>
    public static ExpressionPlace Field(string name) => new(name, Entry);
}
