-- Loss categories with what they are part of, for comparing figures at a common level. Categories of different
-- schemes do not nest in each other: compare at category_group, never label against label.
-- grain: one category
-- columns:
--   category_code | - | Code, see ref.loss_categories.
--   label | - | Name in English.
--   loss_class | - | personnel, equipment, munition or infrastructure.
--   category_group | - | Coarse group: tank, other armoured vehicle, artillery, ...
--   is_composite | - | True: the words may cover several narrower categories, so never add it to those.
--   path | - | The code and what it is part of, widest first.
WITH RECURSIVE above AS (
    SELECT category_code, category_code AS ancestor, parent_code, 0 AS steps, category_code AS path
    FROM ref.loss_categories
    UNION ALL
    SELECT a.category_code, k.category_code, k.parent_code, a.steps + 1, k.category_code || ' > ' || a.path
    FROM above a
    JOIN ref.loss_categories k ON k.category_code = a.parent_code
)

SELECT
    k.category_code,
    k.label,
    k.loss_class,
    arg_min(g.category_group, a.steps) AS category_group,
    k.is_composite,
    arg_max(a.path, a.steps) AS path
FROM ref.loss_categories k
JOIN above a ON a.category_code = k.category_code
LEFT JOIN ref.category_groups g ON g.category_code = a.ancestor
GROUP BY k.category_code, k.label, k.loss_class, k.is_composite
