using Sluice.Definitions.Expressions;
using Sluice.Definitions.StateMachine.Constructors;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.StateMachine.DistributedMaps;

/// <summary>How the items of a Map are put together.</summary>
/// <remarks>Source: definition language, section 6.9.</remarks>
internal static class ItemBatcherField
{
    private const string MaxItems = "MaxItemsPerBatch";
    private const string MaxBytes = "MaxInputBytesPerBatch";

    /// <summary>The field; null when there is none, or when it is refused.</summary>
    public static ItemBatching? Read(Fields fields, Limits limits)
    {
        if (fields.Mapping("ItemBatcher") is not { } node)
        {
            return null;
        }

        var batcher = fields.Nested(node, fields.PathOf("ItemBatcher"));
        if (!batcher.HasEither(MaxItems) && !batcher.HasEither(MaxBytes))
        {
            batcher.Error(
                DiagnosticCodes.FieldMissing,
                node.Position,
                $"{batcher.Path} needs {MaxItems} or {MaxBytes}, or both",
                batcher.Misspelt(MaxItems) ?? batcher.Misspelt(MaxBytes));
        }

        return new(
            new NumberField(MaxItems, 1).ReadInteger(batcher),
            new NumberField(MaxBytes, 1, limits.StateDataBytes, LimitNames.StateDataBytes).ReadInteger(batcher),
            TemplateReader.Read(batcher, "BatchInput", ExpressionPlace.Field("BatchInput"), limits));
    }
}
