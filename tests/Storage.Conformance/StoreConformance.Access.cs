namespace Sluice.Storage.Conformance;

// Users, roles and keys.
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Access_rows_are_there_after_a_restart_in_order()
    {
        AccessRow[] rows =
        [
            Row(AccessRowKind.Key, "1000", "k"), Row(AccessRowKind.User, "20000", "ada"), Row(AccessRowKind.User, "1000", "Ümit", 0, 255),
            Row(AccessRowKind.User, "1000", "Zoe"), Row(AccessRowKind.Role, "1000", "ada"),
        ];
        await Store.ChangeAccessAsync([], rows, None);
        await ReopenAsync();

        Equality.Same(new[] { rows[3], rows[2], rows[1], rows[4], rows[0] }, await Store.ReadAccessAsync(None));
    }

    [Fact]
    public async Task A_change_of_access_rows_removes_adds_and_replaces_together()
    {
        var (ada, bob) = (Row(AccessRowKind.User, "1000", "ada", 1), Row(AccessRowKind.User, "1000", "bob", 2));
        await Store.ChangeAccessAsync([], [ada, bob], None);
        var (changed, role) = (bob with { Body = [3, 3] }, Row(AccessRowKind.Role, "1000", "ada", 4));

        var removed = await Store.ChangeAccessAsync(
            [ada.Key, role.Key, new AccessRowKey(AccessRowKind.User, "1001", "bob")], [changed, role], None);

        Assert.Equal(1, removed);
        Equality.Same(new[] { changed, role }, await Store.ReadAccessAsync(None));
    }

    [Fact]
    public async Task A_row_that_is_removed_and_put_at_once_is_there()
    {
        var ada = Row(AccessRowKind.User, "1000", "ada", 1);
        await Store.ChangeAccessAsync([], [ada], None);

        Assert.Equal(1, await Store.ChangeAccessAsync([ada.Key], [ada with { Body = [] }], None));

        Equality.Same(new[] { ada with { Body = [] } }, await Store.ReadAccessAsync(None));
    }

    private static AccessRow Row(AccessRowKind kind, string account, string name, params byte[] body) =>
        new(new AccessRowKey(kind, account, name), body);
}
