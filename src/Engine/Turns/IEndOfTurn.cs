using Sluice.Storage;

namespace Sluice.Engine.Turns;

/// <summary>Something that is written as it stands at the end of the turn, however often the turn has changed it.</summary>
internal interface IEndOfTurn
{
    void WriteTo(CommitBatch batch);
}
