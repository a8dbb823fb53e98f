using Sluice.Definitions;
using Sluice.Engine.Flows;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Sharing.Memory;

namespace Sluice.Engine.Tests.Flows;

/// <summary>Compiled revisions are kept by weight, and who has most gives up first.</summary>
public sealed class KeptRevisionsTests
{
    private const int Characters = 10_000;

    private static readonly Flow Compiled = FlowCompiler.Compile(Api.Flows.Pass, "f", ExecutionMode.Standard, Limits.Default).Flow!;
    private static readonly AccountId Quiet = AccountId.Parse("Account", "2000000000000002");

    // Eight of these revisions are an eighth of it, about.
    private readonly SharedMemory _memory = new(new MemoryBudget(Available: 1 << 30, Bytes: 8 << 20, StrangerBytes: 1 << 20));
    private readonly KeptRevisions _kept;

    public KeptRevisionsTests() => _kept = new KeptRevisions(_memory);

    [Fact]
    public void Beyond_an_eighth_of_the_memory_those_go_that_were_not_used_for_longest()
    {
        for (var id = 1; id <= 8; id++)
        {
            _kept.Keep(Revision(id, AccountId.Default));
        }

        Assert.NotNull(_kept.Find(1));
        _kept.Keep(Revision(9, AccountId.Default));

        Assert.NotNull(_kept.Find(9));
        Assert.NotNull(_kept.Find(1));
        Assert.Null(_kept.Find(2));
    }

    [Fact]
    public void Who_has_little_keeps_it_beside_somebody_who_has_much()
    {
        _kept.Keep(Revision(1, Quiet));
        for (var id = 2; id <= 50; id++)
        {
            _kept.Keep(Revision(id, AccountId.Default));
        }

        Assert.NotNull(_kept.Find(1));
        Assert.InRange(_memory.Accounts.Of(AccountId.Default.Value).Held, 1, 1 << 20);
    }

    [Fact]
    public void One_that_is_larger_than_all_that_there_is_is_kept_alone()
    {
        _kept.Keep(Revision(1, AccountId.Default));
        _kept.Keep(Revision(2, AccountId.Default, characters: 1_000_000));

        Assert.Null(_kept.Find(1));
        Assert.NotNull(_kept.Find(2));
    }

    [Fact]
    public void What_was_given_up_holds_no_memory()
    {
        for (var id = 1; id <= 8; id++)
        {
            _kept.Keep(Revision(id, AccountId.Default));
        }

        var before = _memory.Pot.Used;
        _kept.LetGoOfHalf();

        Assert.Equal(before / 2, _memory.Pot.Used);
        Assert.Equal([5, 6, 7, 8], Enumerable.Range(1, 8).Where(id => _kept.Find(id) is not null));
    }

    [Fact]
    public void Of_two_that_were_made_of_the_same_there_is_one()
    {
        var first = _kept.Keep(Revision(1, AccountId.Default));
        var held = _memory.Pot.Used;

        Assert.Same(first, _kept.Keep(Revision(1, AccountId.Default)));
        Assert.Equal(held, _memory.Pot.Used);
    }

    private static CompiledRevision Revision(long id, AccountId account, int characters = Characters) => new(
        account, "f", ExecutionMode.Standard, new(id, FlowId: 1, new string('x', characters), RoleArn: "", Environment: null), Compiled);
}
