using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;

namespace Visitors;

internal sealed class VisitorsDb(DbContextOptions<VisitorsDb> options) : ModuleDb(options)
{
    public DbSet<Visit> Visits => Set<Visit>();

    protected override void Map(ModelBuilder model) => model.Entity<Visit>().HasIndex(v => v.Day);
}
